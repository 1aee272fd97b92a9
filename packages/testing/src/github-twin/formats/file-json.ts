import type { FileDiff } from "../git/diff-commits.ts";
import type { JsonObject } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";

/** GitHub's `diff-entry`; `sha` is the commit in which the file can be seen. */
export function fileJson(
  { url }: Twin,
  { fullName }: TwinRepository,
  { file, sha }: { readonly file: FileDiff; readonly sha: string },
): JsonObject {
  const { path, previousPath, status, additions, deletions, patch } = file;
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: file.sha,
    filename: path,
    ...(previousPath !== undefined && { previous_filename: previousPath }),
    status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${url}/${fullName}/blob/${sha}/${encoded}`,
    raw_url: `${url}/${fullName}/raw/${sha}/${encoded}`,
    contents_url: `${url}/repos/${fullName}/contents/${encoded}?ref=${sha}`,
    ...(patch !== undefined && { patch }),
  };
}
