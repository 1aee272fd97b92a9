import { gitCommitJson } from "../formats/commit-json.ts";
import { nodeId } from "../formats/node-id.ts";
import { accountIdentity } from "../git/identities.ts";
import { listTree, type TreeEntry } from "../git/list-tree.ts";
import { readCommit } from "../git/read-commit.ts";
import { type Identity, writeCommit } from "../git/write-commit.ts";
import { asObject, asText, type JsonObject } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { ApiHandler } from "./api-call.ts";
import { ApiFailure, notFound } from "./api-failure.ts";
import { requireGit, requirePermission } from "./require.ts";

/** `git/create-blob`. */
export const createBlob: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  requirePermission(call, "write");
  const { content, encoding } = call.body;
  const input = Buffer.from(asText(content) ?? "", encoding === "base64" ? "base64" : "utf8");
  const sha = await repository.git.run(["hash-object", "-w", "--stdin"], { input });
  return { status: 201, body: { sha, url: objectUrl(twin, repository, `blobs/${sha}`) } };
};

/** `git/get-blob`. */
export const getBlob: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  const { file_sha: sha = "" } = call.parameters;
  const blob = await repository.git.read(`${sha}^{blob}`);
  if (!blob) throw notFound();
  if (call.accept.includes("raw")) return { status: 200, body: blob.content };
  const content = blob.content.toString("base64");
  const facts = { content, encoding: "base64", size: blob.content.length };
  return {
    status: 200,
    body: { sha, node_id: nodeId("Blob", sha), ...facts, url: objectUrl(twin, repository, `blobs/${sha}`) },
  };
};

/** `git/create-commit`: the author is the caller unless it says otherwise. */
export const createCommit: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  const sender = requirePermission(call, "write");
  const { message, tree, parents = [], author, committer } = call.body;
  await requireObject(repository, `${asText(tree)}^{tree}`, "Tree SHA does not exist");
  for (const parent of parents as string[])
    await requireObject(
      repository,
      `${parent}^{commit}`,
      "Parent SHA does not exist or is not a commit object",
    );
  const identity = identityOf(author, accountIdentity(sender));
  const sha = await writeCommit(repository.git, {
    tree: asText(tree) ?? "",
    parents: parents as string[],
    message: asText(message) ?? "",
    author: identity,
    committer: identityOf(committer, identity),
  });
  return { status: 201, body: await gitCommit(twin, repository, sha) };
};

/** `git/get-commit`. */
export const getGitCommit: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  return { status: 200, body: await gitCommit(twin, repository, call.parameters["commit_sha"] ?? "") };
};

/** `git/get-tree`: of a tree, a commit or a branch. */
export const getTree: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  const tree = await repository.git.read(`${call.parameters["tree_sha"]}^{tree}`);
  if (!tree) throw notFound();
  const entries = (await listTree(repository.git, tree.sha, call.query.has("recursive"))) ?? [];
  return { status: 200, body: treeJson(twin, repository, { sha: tree.sha, entries }) };
};

/** GitHub's `git-tree`. */
export function treeJson(
  twin: Twin,
  repository: TwinRepository,
  { sha, entries }: { readonly sha: string; readonly entries: readonly TreeEntry[] },
): JsonObject {
  const tree = entries.map(({ path, mode, type, sha: object, size }) => ({
    path,
    mode,
    type,
    sha: object,
    ...(size !== undefined && { size }),
    ...(type !== "commit" && { url: objectUrl(twin, repository, `${type}s/${object}`) }),
  }));
  return { sha, url: objectUrl(twin, repository, `trees/${sha}`), tree, truncated: false };
}

async function requireObject({ git }: TwinRepository, expression: string, otherwise: string): Promise<void> {
  if (!(await git.read(expression))) throw new ApiFailure(422, otherwise);
}

async function gitCommit(twin: Twin, repository: TwinRepository, sha: string): Promise<JsonObject> {
  const commit = await readCommit(repository.git, sha);
  if (!commit) throw notFound();
  return gitCommitJson(twin, repository, commit);
}

function identityOf(value: unknown, fallback: Identity): Identity {
  const { name, email, date } = asObject(value);
  return {
    name: asText(name) ?? fallback.name,
    email: asText(email) ?? fallback.email,
    date: asText(date) ?? fallback.date,
  };
}

function objectUrl({ url }: Twin, { fullName }: TwinRepository, path: string): string {
  return `${url}/repos/${fullName}/git/${path}`;
}
