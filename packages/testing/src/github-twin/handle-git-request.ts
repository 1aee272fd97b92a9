import type { Account } from "./accounts/create-accounts.ts";
import { mayDo } from "./api/require.ts";
import { compareRefs, listRefs } from "./git/refs.ts";
import { type GitRequest, serveGit } from "./git/serve-git.ts";
import type { TwinAnswer, TwinRequest } from "./http.ts";
import { announceRefChange } from "./refs/announce-ref-change.ts";
import type { Twin, TwinRepository } from "./twin.ts";

const address = /^\/([^/]+\/[^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Whether a path is a git client's. */
export function isGitPath(path: string): boolean {
  return address.test(path);
}

/** `git clone`, `fetch` and `push`: everybody may read, whoever may write has to say so with a token as password. */
export async function handleGitRequest(twin: Twin, request: TwinRequest): Promise<TwinAnswer> {
  const [, name = "", part = ""] = address.exec(request.path) ?? [];
  const service = part === "info/refs" ? (request.query.get("service") ?? part) : part;
  const repository = twin.repositories.get(name.toLowerCase());
  const account = accountOf(twin, request.headers.authorization);
  const refusal = refusalOf(repository, account, service);
  const answer =
    refusal ??
    (await serve(twin, repository as TwinRepository, { request, part, account: account ?? undefined }));
  const actor = account?.login ?? null;
  twin.journal.record({ kind: "git", actor, repository: name, service, status: answer.status });
  return answer;
}

/** Undefined: anonymous. Null: a token that nobody has. */
function accountOf(twin: Twin, authorization: string | undefined): Account | undefined | null {
  const [, credentials] = /^Basic +(.+)$/i.exec(authorization ?? "") ?? [];
  if (credentials === undefined) return undefined;
  const [, token = ""] = Buffer.from(credentials, "base64").toString().split(/:(.*)/s);
  return twin.accounts.byToken(token) ?? null;
}

function refusalOf(
  repository: TwinRepository | undefined,
  account: Account | undefined | null,
  service: string,
): TwinAnswer | undefined {
  const authenticate = { "www-authenticate": 'Basic realm="GitHub"' };
  if (account === null) return { status: 401, headers: authenticate, body: "Bad credentials\n" };
  if (!repository) return { status: 404, body: "Repository not found.\n" };
  if (service !== "git-receive-pack") return undefined;
  if (!account) return { status: 401, headers: authenticate, body: "Authentication required\n" };
  if (mayDo(account, "write")) return undefined;
  return { status: 403, body: `Permission to ${repository.fullName}.git denied to ${account.login}.\n` };
}

async function serve(
  twin: Twin,
  repository: TwinRepository,
  {
    request,
    part,
    account,
  }: { readonly request: TwinRequest; readonly part: string; readonly account: Account | undefined },
): Promise<TwinAnswer> {
  const call: GitRequest = {
    ...request,
    directory: repository.git.directory,
    service: part,
    user: account?.login,
  };
  if (part !== "git-receive-pack" || !account) return serveGit(call);
  return repository.lock(async () => {
    const before = await listRefs(repository.git, "refs/");
    const answer = await serveGit(call);
    const changes = compareRefs(before, await listRefs(repository.git, "refs/"));
    for (const change of changes) await announceRefChange(twin, repository, { ...change, sender: account });
    return answer;
  });
}
