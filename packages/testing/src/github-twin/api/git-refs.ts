import { nodeId } from "../formats/node-id.ts";
import { isAncestor, listRefs, moveRef, readRef } from "../git/refs.ts";
import { asText, type JsonObject } from "../json.ts";
import { announceRefChange } from "../refs/announce-ref-change.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { ApiHandler } from "./api-call.ts";
import { ApiFailure, notFound } from "./api-failure.ts";
import { listAnswer } from "./paginate.ts";
import { requireGit, requirePermission } from "./require.ts";

/** `git/get-ref`: of exactly this name. */
export const getRef: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  const ref = `refs/${call.parameters["ref"]}`;
  if ((await readRef(repository.git, ref)) === undefined) throw notFound();
  return { status: 200, body: await refJson(twin, repository, ref) };
};

/** `git/list-matching-refs`: all whose name begins so; an empty list when none does. */
export const listMatchingRefs: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  const refs = await listRefs(repository.git, `refs/${call.parameters["ref"]}`);
  const all = await Promise.all([...refs.keys()].map((ref) => refJson(twin, repository, ref)));
  return listAnswer(twin, call, all);
};

/** `git/create-ref`. */
export const createRef: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  const sender = requirePermission(call, "write");
  const ref = asText(call.body["ref"]) ?? "";
  const after = asText(call.body["sha"]) ?? "";
  if (!/^refs\/(heads|tags)\/./.test(ref)) throw new ApiFailure(422, `${ref} is not a valid ref name.`);
  if (!(await repository.git.read(after))) throw new ApiFailure(422, "Object does not exist");
  if ((await readRef(repository.git, ref)) !== undefined)
    throw new ApiFailure(422, "Reference already exists");
  if (!(await moveRef(repository.git, { ref, before: undefined, after })))
    throw new ApiFailure(422, `${ref} is not a valid ref name.`);
  await announceRefChange(twin, repository, { ref, before: undefined, after, sender });
  return { status: 201, body: await refJson(twin, repository, ref) };
};

/** `git/update-ref`: only forward, unless `force`. */
export const updateRef: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  const sender = requirePermission(call, "write");
  const ref = `refs/${call.parameters["ref"]}`;
  const after = asText(call.body["sha"]) ?? "";
  const before = await readRef(repository.git, ref);
  if (before === undefined) throw new ApiFailure(422, "Reference does not exist");
  if (!(await repository.git.read(after))) throw new ApiFailure(422, "Object does not exist");
  if (call.body["force"] !== true && !(await isAncestor(repository.git, before, after)))
    throw new ApiFailure(422, "Update is not a fast forward");
  await moveRef(repository.git, { ref, before, after });
  if (before !== after) await announceRefChange(twin, repository, { ref, before, after, sender });
  return { status: 200, body: await refJson(twin, repository, ref) };
};

/** `git/delete-ref`. */
export const deleteRef: ApiHandler = async (twin, call) => {
  const repository = await requireGit(twin, call);
  const sender = requirePermission(call, "write");
  const ref = `refs/${call.parameters["ref"]}`;
  const before = await readRef(repository.git, ref);
  if (before === undefined) throw new ApiFailure(422, "Reference does not exist");
  await moveRef(repository.git, { ref, before, after: undefined });
  await announceRefChange(twin, repository, { ref, before, after: undefined, sender });
  return { status: 204 };
};

async function refJson({ url }: Twin, { git, fullName }: TwinRepository, ref: string): Promise<JsonObject> {
  const api = `${url}/repos/${fullName}/git`;
  const object = await git.read(ref);
  const { sha = "", type = "commit" } = object ?? {};
  return {
    ref,
    node_id: nodeId("Ref", `${fullName}:${ref}`),
    url: `${api}/${ref}`,
    object: { sha, type, url: `${api}/${type}s/${sha}` },
  };
}
