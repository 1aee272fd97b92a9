import { readRepository } from "../emulator/read-repository.ts";
import type { Twin } from "../twin.ts";
import type { ApiAnswer, ApiCall, ApiHandler } from "./api-call.ts";
import { notFound } from "./api-failure.ts";
import { listAnswer } from "./paginate.ts";
import { requireAccount } from "./require.ts";

/** `repos/list-for-user`: everybody may see them. */
export const listUserRepositories: ApiHandler = async (twin, call) => {
  const account = twin.accounts.find(call.parameters["username"] ?? "");
  if (!account) throw notFound();
  return listOf(twin, call, account.login);
};

/** `repos/list-for-authenticated-user`: those that they own. */
export const listOwnRepositories: ApiHandler = async (twin, call) =>
  listOf(twin, call, requireAccount(call).login);

async function listOf(twin: Twin, call: ApiCall, owner: string): Promise<ApiAnswer> {
  const theirs = [...twin.repositories.values()].filter((repository) => repository.owner === owner);
  return listAnswer(twin, call, await Promise.all(theirs.map((repository) => readMinimal(twin, repository))));
}

/** Lists have less of a repository than it has by itself. */
async function readMinimal(twin: Twin, repository: Parameters<typeof readRepository>[1]): Promise<object> {
  const fields = Object.entries(await readRepository(twin, repository)).filter(
    ([name]) => !/^allow_|^(?:network|subscribers)_count$/.test(name) || name === "allow_forking",
  );
  return Object.fromEntries(fields);
}
