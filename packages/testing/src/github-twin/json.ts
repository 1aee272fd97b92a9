/** A JSON object in GitHub's own shape. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** GitHub's `simple-user`. */
export interface UserJson extends JsonObject {
  readonly id: number;
  readonly login: string;
  readonly type: string;
}

/** GitHub's `label`. */
export interface LabelJson extends JsonObject {
  readonly id: number;
  readonly name: string;
}

/** GitHub's `issue`. */
export interface IssueJson extends JsonObject {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly user: UserJson;
  readonly labels: readonly LabelJson[];
  readonly created_at: string;
}

/** GitHub's `issue-comment`. */
export interface CommentJson extends JsonObject {
  readonly id: number;
  readonly body: string;
  readonly issue_url: string;
  readonly user: UserJson;
}

/** GitHub's `pull-request`. */
export interface PullJson extends IssueJson {
  readonly id: number;
  readonly node_id: string;
  readonly draft: boolean;
  readonly merged: boolean;
  readonly head: PullSideJson;
  readonly base: PullSideJson;
}

/** One of the two ends of a pull request. */
interface PullSideJson extends JsonObject {
  readonly ref: string;
  readonly sha: string;
}

/** An object, or an empty one for anything else: for reading what nobody has checked. */
export function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** A string, or undefined for anything else. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The scalars of an object as text. */
export function asTexts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(asObject(value)).map(([key, inner]) => [key, String(inner ?? "")]),
  );
}

/** One scalar, or a list of them, as texts; undefined for nothing. */
export function asTextList(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  return (Array.isArray(value) ? value : [value]).map(String);
}
