import { listTree, type TreeEntry } from "../git/list-tree.ts";
import { readCommit } from "../git/read-commit.ts";
import type { JsonObject } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { ApiHandler } from "./api-call.ts";
import { ApiFailure, notFound } from "./api-failure.ts";
import { requireCommit } from "./commits.ts";
import { requireRepository } from "./require.ts";

/** From this size on GitHub sends no content. https://docs.github.com/rest/repos/contents#get-repository-content */
const MAX_CONTENT_BYTES = 1_000_000;

/** `repos/get-content`: a file with its content, or the entries of a folder. */
export const getContent: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  if (!(await repository.git.read("HEAD"))) throw new ApiFailure(404, "This repository is empty.");
  const ref = call.query.get("ref") ?? repository.defaultBranch;
  const commit = await requireCommit(repository, ref).catch(() => undefined);
  if (!commit) throw new ApiFailure(404, `No commit found for the ref ${ref}`);
  const path = (call.parameters["path"] ?? "").replace(/^\/+|\/+$/g, "");
  const entry = await findEntry(repository, commit.sha, path);
  if (!entry) throw notFound();
  const place: Place = { twin, repository, ref };
  if (entry.type === "tree") return { status: 200, body: await folderJson(place, path, entry.sha) };
  const blob = await repository.git.read(entry.sha);
  if (call.accept.includes("raw")) return { status: 200, body: blob?.content };
  return {
    status: 200,
    body: { ...entryJson(place, entry), ...contentJson(entry, blob?.content ?? Buffer.alloc(0)) },
  };
};

interface Place {
  readonly twin: Twin;
  readonly repository: TwinRepository;
  readonly ref: string;
}

async function findEntry({ git }: TwinRepository, sha: string, path: string): Promise<TreeEntry | undefined> {
  const commit = await readCommit(git, sha);
  if (path === "") return { path, mode: "040000", type: "tree", sha: commit?.tree ?? "", size: undefined };
  const split = path.lastIndexOf("/");
  const folder = await git.read(split < 0 ? `${sha}^{tree}` : `${sha}:${path.slice(0, split)}`);
  if (folder?.type !== "tree") return undefined;
  const entry = (await listTree(git, folder.sha, false))?.find(
    (found) => found.path === path.slice(split + 1),
  );
  return entry && { ...entry, path };
}

async function folderJson(place: Place, path: string, tree: string): Promise<readonly JsonObject[]> {
  const entries = (await listTree(place.repository.git, tree, false)) ?? [];
  return entries.map((entry) =>
    entryJson(place, { ...entry, path: path === "" ? entry.path : `${path}/${entry.path}` }),
  );
}

function entryJson(
  { twin, repository, ref }: Place,
  { path, mode, type, sha, size = 0 }: TreeEntry,
): JsonObject {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const page = `${twin.url}/${repository.fullName}`;
  const api = `${twin.url}/repos/${repository.fullName}`;
  const self = `${api}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const html = `${page}/${type === "tree" ? "tree" : "blob"}/${ref}/${encoded}`;
  const git = `${api}/git/${type}s/${sha}`;
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    sha,
    size,
    type: kindOf(mode, type),
    url: self,
    html_url: html,
    git_url: git,
    download_url: type === "blob" ? `${page}/raw/${ref}/${encoded}` : null,
    _links: { self, html, git },
  };
}

/** Base64 in lines of 60 characters, as GitHub sends it. */
function contentJson({ mode }: TreeEntry, content: Buffer): JsonObject {
  if (mode === "120000") return { target: content.toString() };
  if (content.length > MAX_CONTENT_BYTES) return { encoding: "none", content: "" };
  return { encoding: "base64", content: content.toString("base64").replace(/.{1,60}/g, "$&\n") };
}

function kindOf(mode: string, type: TreeEntry["type"]): string {
  if (mode === "120000") return "symlink";
  return { tree: "dir", commit: "submodule", blob: "file" }[type];
}
