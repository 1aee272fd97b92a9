import { listTree } from "../git/list-tree.ts";
import { type TreeChange, writeTree } from "../git/write-tree.ts";
import { asObject, asText } from "../json.ts";
import type { TwinRepository } from "../twin.ts";
import type { ApiHandler } from "./api-call.ts";
import { ApiFailure } from "./api-failure.ts";
import { treeJson } from "./git-objects.ts";
import { requireGit, requirePermission } from "./require.ts";

/** `git/create-tree`: changes on top of `base_tree`; `sha: null` removes a path, which must be there. */
export const createTree: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  requirePermission(call, "write");
  const base = asText(call.body["base_tree"]);
  const entries = (call.body["tree"] as unknown[]).map(asObject);
  const changes = await Promise.all(entries.map((entry) => parseChange(repository, entry)));
  if (base !== undefined) await requireBase(repository, base, changes);
  const sha = await writeTree(repository.git, base, changes);
  if (sha === undefined) throw new ApiFailure(422, "GitRPC::BadObjectState");
  const tree = (await listTree(repository.git, sha, false)) ?? [];
  return { status: 201, body: treeJson(twin, repository, { sha, entries: tree }) };
};

/** An entry has the sha of an object that is there, or the content of a new one. */
async function parseChange(
  { git }: TwinRepository,
  entry: Readonly<Record<string, unknown>>,
): Promise<TreeChange> {
  const { path, mode = "100644", sha, content } = entry;
  const written =
    typeof content === "string" ? await git.run(["hash-object", "-w", "--stdin"], { input: content }) : sha;
  if (written === undefined) throw new ApiFailure(422, "Must supply either tree.sha or tree.content");
  return { path: asText(path) ?? "", mode: mode as TreeChange["mode"], sha: written as string | null };
}

async function requireBase(
  { git }: TwinRepository,
  base: string,
  changes: readonly TreeChange[],
): Promise<void> {
  if (!(await git.read(`${base}^{tree}`))) throw new ApiFailure(422, "base_tree is not a valid tree oid");
  for (const { path, sha } of changes)
    if (sha === null && !(await git.read(`${base}:${path}`)))
      throw new ApiFailure(422, "GitRPC::BadObjectState");
}
