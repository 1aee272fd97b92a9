import type { components } from "@octokit/openapi-webhooks-types";
import { OSOrganicError } from "../errors.ts";
import type { Untrusted } from "./untrusted.ts";

/** One issue or pull request of one repository. */
export interface IssueRef {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
}

/** `owner/name#7`: the unit of ordering. Runs of one subject never overlap. */
export function formatSubject({ repository, number }: IssueRef): string {
  return `${repository}#${number}`;
}

/** The issue behind a subject. @throws OSOrganicError `malformed_delivery` when the subject is not an issue's */
export function parseSubject(subject: string): IssueRef {
  const [, repository, number] = /^([^\s/]+\/[^\s/#]+)#(\d+)$/.exec(subject) ?? [];
  if (repository === undefined || number === undefined)
    throw new OSOrganicError(
      "malformed_delivery",
      `"${subject}" is not the subject of an issue. Expected owner/name#number.`,
    );
  return { repository, number: Number(number) };
}

/**
 * The subject of a payload, found without asking anybody:
 * issue and comment events name their issue; pull request and check events the pull request (a later step finds the
 * issue behind it); deployments and commit statuses only have a commit.
 */
export function subjectOf(payload: Readonly<Record<string, unknown>>): string {
  const event = payload as Payload;
  const repository = text(event.repository?.full_name);
  if (repository === undefined) return `installation:${installationOf(event) ?? "none"}`;
  const number = issueNumberOf(event);
  if (number !== undefined) return formatSubject({ repository, number });
  const sha = commitOf(event);
  return sha === undefined ? repository : `${repository}@${sha}`;
}

function issueNumberOf({ issue, pull_request, check_suite, check_run }: Payload): number | undefined {
  const pullRequests = check_run?.pull_requests ?? check_suite?.pull_requests;
  const [ofCheck] = Array.isArray(pullRequests) ? pullRequests : [];
  return [issue, pull_request, ofCheck]
    .map((item) => item?.number)
    .find((number) => Number.isSafeInteger(number)) as number | undefined;
}

function commitOf({ deployment, check_run, check_suite, sha }: Payload): string | undefined {
  return text(deployment?.sha) ?? text(check_run?.head_sha) ?? text(check_suite?.head_sha) ?? text(sha);
}

function installationOf({ installation }: Payload): number | undefined {
  return Number.isSafeInteger(installation?.id) ? (installation?.id as number) : undefined;
}

/** What is longer is no name and no commit, and no database could index it. */
const MAX_LENGTH = 300;

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= MAX_LENGTH ? value : undefined;
}

type Schemas = components["schemas"];

/** All events that an instance reacts to, in one. Only the types of GitHub's description: nothing of it is published. */
type Payload = Untrusted<
  Pick<Schemas["webhook-issues-opened"], "issue" | "repository" | "installation"> &
    Pick<Schemas["webhook-pull-request-opened"], "pull_request"> &
    Pick<Schemas["webhook-check-run-completed"], "check_run"> &
    Pick<Schemas["webhook-check-suite-completed"], "check_suite"> &
    Pick<Schemas["webhook-deployment-status-created"], "deployment"> &
    Pick<Schemas["webhook-status"], "sha">
>;
