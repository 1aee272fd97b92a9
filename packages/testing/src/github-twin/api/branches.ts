import { commitJson } from "../formats/commit-json.ts";
import { readCommit } from "../git/read-commit.ts";
import { listRefs } from "../git/refs.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { ApiHandler } from "./api-call.ts";
import { ApiFailure } from "./api-failure.ts";
import { listAnswer } from "./paginate.ts";
import { requireRepository } from "./require.ts";

/** `repos/list-branches`. */
export const listBranches: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const refs = [...(await listRefs(repository.git, "refs/heads/"))];
  return listAnswer(
    twin,
    call,
    refs.map(([ref, sha]) => {
      const name = ref.replace("refs/heads/", "");
      return { name, commit: { sha, url: `${apiOf(twin, repository)}/commits/${sha}` }, protected: false };
    }),
  );
};

/** `repos/get-branch`. */
export const getBranch: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const { branch: name = "" } = call.parameters;
  const commit = await readCommit(repository.git, `refs/heads/${name}`);
  if (!commit) throw new ApiFailure(404, "Branch not found");
  const address = `${apiOf(twin, repository)}/branches/${encodeURIComponent(name)}`;
  const required_status_checks = { enforcement_level: "off", contexts: [], checks: [] };
  return {
    status: 200,
    body: {
      name,
      commit: commitJson(twin, repository, commit),
      _links: { self: address, html: `${twin.url}/${repository.fullName}/tree/${name}` },
      protected: false,
      protection: { enabled: false, required_status_checks },
      protection_url: `${address}/protection`,
    },
  };
};

function apiOf({ url }: Twin, { fullName }: TwinRepository): string {
  return `${url}/repos/${fullName}`;
}
