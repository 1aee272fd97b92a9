import type { components } from "@octokit/openapi-webhooks-types";
import { type Delivery, OSOrganicError } from "@osorganicai/core";

/** What tells an event's body from those of its neighbours. */
interface Anatomy<Field extends string = string> {
  readonly has: readonly Field[];
  readonly hasNot?: readonly string[];
}

type Schemas = components["schemas"];

/** GitHub's own description of them, so that a field it does not know is a type error in the table below. */
interface Bodies {
  readonly issues: Schemas["webhook-issues-opened"];
  readonly issue_comment: Schemas["webhook-issue-comment-created"];
  readonly pull_request: Schemas["webhook-pull-request-opened"];
  readonly check_run: Schemas["webhook-check-run-completed"];
  readonly check_suite: Schemas["webhook-check-suite-completed"];
  readonly deployment_status: Schemas["webhook-deployment-status-created"];
  readonly status: Schemas["webhook-status"];
}

/**
 * Every event that an instance may react to: its name comes in a header that is not signed, so that a genuine body could
 * be sent again as something else. https://docs.github.com/webhooks/webhook-events-and-payloads
 */
const anatomies: Readonly<Partial<Record<string, Anatomy>>> = {
  issues: { has: ["issue"], hasNot: ["comment"] },
  issue_comment: { has: ["issue", "comment"] },
  pull_request: { has: ["pull_request"], hasNot: ["review", "comment", "thread"] },
  check_run: { has: ["check_run"], hasNot: ["deployment_status"] },
  check_suite: { has: ["check_suite"], hasNot: ["check_run"] },
  deployment_status: { has: ["deployment_status", "deployment"] },
  status: { has: ["sha", "state"] },
} satisfies { readonly [Event in keyof Bodies]: Anatomy<keyof Bodies[Event] & string> };

/** The fields whose number becomes a part of addresses, and of rows that count to 2³¹. */
const numbered = ["issue", "pull_request"];
const MAX_NUMBER = 2 ** 31 - 1;

/** @throws OSOrganicError `malformed_delivery` when the body cannot be that of its event. Other events pass. */
export function assertFitsEvent({ event, payload }: Pick<Delivery, "event" | "payload">): void {
  const anatomy = Object.hasOwn(anatomies, event) ? anatomies[event] : undefined;
  if (!anatomy) return;
  const { has, hasNot = [] } = anatomy;
  const missing = has.find((field) => payload[field] === undefined || payload[field] === null);
  const foreign = hasNot.find((field) => payload[field] !== undefined);
  const misnumbered = numbered.find((field) => has.includes(field) && !hasNumber(payload[field]));
  if (missing !== undefined) throw misfit(event, `it has no ${missing}`);
  if (foreign !== undefined) throw misfit(event, `it has a ${foreign}`);
  if (misnumbered !== undefined) throw misfit(event, `the number of its ${misnumbered} is not 1, 2, 3, …`);
}

function hasNumber(value: unknown): boolean {
  const { number } = (value ?? {}) as { readonly number?: unknown };
  return Number.isInteger(number) && (number as number) >= 1 && (number as number) <= MAX_NUMBER;
}

function misfit(event: string, why: string): OSOrganicError {
  return new OSOrganicError(
    "malformed_delivery",
    `The body is not that of the event ${event}: ${why}. Is the header X-GitHub-Event right?`,
  );
}
