import { OSOrganicError } from "../errors.ts";

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
  const repository = text(record(payload["repository"])["full_name"]);
  if (repository === undefined) return `installation:${record(payload["installation"])["id"] ?? "none"}`;
  const number = issueNumberOf(payload);
  if (number !== undefined) return formatSubject({ repository, number });
  const sha = commitOf(payload);
  return sha === undefined ? repository : `${repository}@${sha}`;
}

function issueNumberOf(payload: Readonly<Record<string, unknown>>): number | undefined {
  const check = { ...record(payload["check_suite"]), ...record(payload["check_run"]) };
  const [pullRequest] = Array.isArray(check["pull_requests"]) ? check["pull_requests"] : [];
  const candidates = [payload["issue"], payload["pull_request"], pullRequest].map(
    (value) => record(value)["number"],
  );
  return candidates.find((value): value is number => Number.isSafeInteger(value));
}

function commitOf(payload: Readonly<Record<string, unknown>>): string | undefined {
  const { deployment, check_run: run, check_suite: suite } = payload;
  return (
    text(record(deployment)["sha"]) ??
    text(record(run)["head_sha"]) ??
    text(record(suite)["head_sha"]) ??
    text(payload["sha"])
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
