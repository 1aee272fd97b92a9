import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ForgeState, PullRequest } from "./forge-state.ts";
import { renderPullRequest, renderRepository, robot } from "./render.ts";

/** What a route knows of a request. */
interface Call {
  /** Groups of its pattern. */
  readonly match: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Method, path, and what answers: undefined is 404. First match wins. */
type Route = readonly [
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: RegExp,
  handle: (state: ForgeState, call: Call) => unknown,
];

const repository = "/repos/([^/]+/[^/]+)";
const at = (path: string) => new RegExp(`^${repository}${path}$`);

/** Every request that Renovate, and the notes of an upgrade, make of a Gitea, with what they need of the answer. */
export const routes: readonly Route[] = [
  ["GET", /^\/version$/, () => ({ version: "1.24.0" })],
  ["GET", /^\/user$/, () => robot],
  ["GET", /^\/orgs\/[^/]+\/labels$/, () => []],
  // GitHub's, not Gitea's: what children extend.
  ["GET", /^\/repos\/osorganicai\/osorganicai\/contents\/(renovate\/.+)$/, readPreset],
  ["GET", at(""), (state, { match: [name = ""] }) => renderRepository(state, name)],
  ["GET", at("/contents/(.+)"), readContents],
  ["GET", at("/branches/(.+)"), readBranch],
  ["GET", at("/commits/(.+)/statuses"), readStatuses],
  ["POST", at("/statuses/(.+)"), addStatus],
  ["GET", at("/labels"), () => []],
  ["GET", at("/issues"), () => []],
  ["GET", at("/issues/(\\d+)/comments"), readComments],
  ["POST", at("/issues/(\\d+)/comments"), addComment],
  ["PATCH", at("/issues/comments/(\\d+)"), editComment],
  ["GET", at("/pulls/(\\d+)/files"), listPulledFiles],
  ["GET", at("/pulls"), listPullRequests],
  ["POST", at("/pulls"), openPullRequest],
  ["GET", at("/pulls/(\\d+)"), readPullRequest],
  ["PATCH", at("/pulls/(\\d+)"), editPullRequest],
  ["GET", at("/pulls/([^/]+)/(.+)"), findPullRequest],
];

async function readPreset(_: ForgeState, { match: [path = ""] }: Call) {
  const content = await readFile(join(import.meta.dirname, "..", "..", "..", "..", path), "base64");
  return { path, type: "file", encoding: "base64", content };
}

async function readContents({ repositories }: ForgeState, { match: [name = "", path = ""], query }: Call) {
  const text = await repositories.read(name, query.get("ref") ?? "main", path);
  if (text === undefined) return undefined;
  return { name: path.split("/").at(-1), path, type: "file", content: Buffer.from(text).toString("base64") };
}

async function readBranch({ repositories }: ForgeState, { match: [name = "", branch = ""] }: Call) {
  const id = await repositories.commitOf(name, `refs/heads/${branch}`);
  return id === undefined ? undefined : { name: branch, commit: { id, author: robot } };
}

async function readStatuses(
  { repositories, statuses }: ForgeState,
  { match: [name = "", revision = ""] }: Call,
) {
  const commit = (await repositories.commitOf(name, revision)) ?? revision;
  return statuses.filter(({ sha }) => sha === commit);
}

function addStatus({ statuses }: ForgeState, { match: [, sha = ""], body }: Call) {
  const status = {
    sha,
    context: String(body["context"]),
    status: String(body["state"]),
    created_at: new Date().toISOString(),
  };
  statuses.push(status);
  return status;
}

function readComments({ comments }: ForgeState, { match: [, issue] }: Call) {
  return comments.filter((comment) => comment.issue === Number(issue));
}

function addComment({ comments, next }: ForgeState, { match: [, issue], body }: Call) {
  const comment = { id: next(), issue: Number(issue), body: String(body["body"]), user: robot };
  comments.push(comment);
  return comment;
}

function editComment({ comments }: ForgeState, { match: [, id], body }: Call) {
  const comment = comments.find((one) => one.id === Number(id));
  if (comment !== undefined) comment.body = String(body["body"]);
  return comment;
}

async function listPulledFiles(state: ForgeState, call: Call) {
  const pull = numbered(state, call);
  if (pull === undefined) return undefined;
  const paths = await state.repositories.changedBy(pull.repository, pull.base, pull.head);
  return paths.map((filename) => ({ filename }));
}

/** One page holds them all, the last changed first. */
function listPullRequests(state: ForgeState, { match: [name = ""], query }: Call) {
  if (Number(query.get("page") ?? 1) > 1) return [];
  const isWanted = (pull: PullRequest) => query.get("state") !== "open" || pull.state === "open";
  const own = state.pullRequests.filter((pull) => pull.repository === name && isWanted(pull));
  const sorted = own.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return Promise.all(sorted.map((pull) => renderPullRequest(state, pull)));
}

function openPullRequest(state: ForgeState, { match: [name = ""], body }: Call) {
  const now = new Date().toISOString();
  const pull: PullRequest = {
    repository: name,
    number: state.next(),
    title: String(body["title"]),
    body: String(body["body"]),
    head: String(body["head"]),
    base: String(body["base"]),
    state: "open",
    merged: false,
    createdAt: now,
    updatedAt: now,
  };
  state.pullRequests.push(pull);
  return renderPullRequest(state, pull);
}

function readPullRequest(state: ForgeState, call: Call) {
  const pull = numbered(state, call);
  return pull && renderPullRequest(state, pull);
}

function editPullRequest(state: ForgeState, call: Call) {
  const pull = numbered(state, call);
  if (!pull) return undefined;
  const {
    title = pull.title,
    body = pull.body,
    state: status = pull.state,
  } = call.body as Partial<PullRequest>;
  const edited = { ...pull, title, body, state: status, updatedAt: new Date().toISOString() };
  state.pullRequests[state.pullRequests.indexOf(pull)] = edited;
  return renderPullRequest(state, edited);
}

function findPullRequest(state: ForgeState, { match: [name, base, head] }: Call) {
  const pull = state.pullRequests.find(
    (each) => each.repository === name && each.base === base && each.head === head && each.state === "open",
  );
  return pull && renderPullRequest(state, pull);
}

function numbered({ pullRequests }: ForgeState, { match: [name, number] }: Call) {
  return pullRequests.find((pull) => pull.repository === name && pull.number === Number(number));
}
