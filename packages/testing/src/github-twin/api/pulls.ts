import { reactToPull } from "../automation/react.ts";
import { listCommits } from "../git/list-commits.ts";
import { readRef } from "../git/refs.ts";
import { asText, type PullJson } from "../json.ts";
import { completePull, listedPull } from "../pulls/complete-pull.ts";
import { keepHead } from "../pulls/keep-head.ts";
import { readPull } from "../pulls/read-pull.ts";
import { updatePull as change } from "../pulls/update-pull.ts";
import type { PullRecord, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import type { ApiCall, ApiHandler } from "./api-call.ts";
import { notFound, validationFailed } from "./api-failure.ts";
import { forward } from "./forward.ts";
import { requirePermission, requireRepository, requireShortTexts } from "./require.ts";

/** `pulls/list`. As on GitHub, a `head` without its owner filters nothing. */
export const listPulls: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const query = new URLSearchParams(call.query);
  if (!query.get("head")?.includes(":")) query.delete("head");
  const [path] = call.path.split("?");
  const answer = await forward(twin, { ...call, path: `${path}?${query}` });
  return { ...answer, body: (answer.body as PullJson[]).map((pull) => listedPull(repository, pull)) };
};

/** `pulls/get`. */
export const getPull: ApiHandler = async (twin, call) => {
  const pull = await readPull(twin, requireRepository(twin, call), Number(call.parameters["pull_number"]));
  if (!pull) throw notFound();
  return { status: 200, body: pull };
};

/** `pulls/create`: one open pull request per head and base, both real branches, with something between them. */
export const createPull: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const sender = requirePermission(call, "write");
  requireShortTexts(call, "PullRequest");
  const ends = await requireEnds(repository, call);
  const answer = await forward(twin, call, { ...call.body, head: ends.headRef });
  const { number, id, node_id: nodeId } = answer.body as PullJson;
  const record: PullRecord = { id, nodeId, number, ...ends, state: "open", mergeSha: undefined };
  repository.pulls.set(number, record);
  await keepHead(repository, record);
  const pull = await completePull(repository, answer.body as PullJson);
  const payload = { number, pull_request: pull };
  await publishEvent(twin, repository, { sender, event: "pull_request", action: "opened", payload });
  reactToPull(twin, repository, { record, action: "opened", sender });
  return { ...answer, body: pull };
};

/** `pulls/update`. A `draft` in it changes nothing: on GitHub only GraphQL can. */
export const updatePull: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const number = Number(call.parameters["pull_number"]);
  if (!repository.pulls.has(number)) throw notFound();
  requireShortTexts(call, "PullRequest");
  const { labels: _, ...changes } = call.body;
  return {
    status: 200,
    body: await change(twin, repository, { number, changes, sender: requirePermission(call, "write") }),
  };
};

async function requireEnds(repository: TwinRepository, { body }: ApiCall) {
  const { git, owner } = repository;
  const headRef = (asText(body["head"]) ?? "").replace(new RegExp(`^${owner}:`, "i"), "");
  const baseRef = asText(body["base"]) ?? "";
  const [headSha, baseSha] = await Promise.all(
    [headRef, baseRef].map((name) => readRef(git, `refs/heads/${name}`)),
  );
  if (headSha === undefined) throw refused({ field: "head", code: "invalid" });
  if (baseSha === undefined) throw refused({ field: "base", code: "invalid" });
  const rivals = [...repository.pulls.values()].filter(({ state }) => state === "open");
  if (rivals.some((pull) => pull.headRef === headRef && pull.baseRef === baseRef))
    throw refused({ code: "custom", message: `A pull request already exists for ${owner}:${headRef}.` });
  if ((await listCommits(git, ["--max-count=1", `${baseSha}..${headSha}`])).length === 0)
    throw refused({ code: "custom", message: `No commits between ${baseRef} and ${headRef}` });
  return { headRef, baseRef, headSha, baseSha };
}

function refused(fault: Readonly<Record<string, string>>) {
  return validationFailed({ resource: "PullRequest", ...fault });
}
