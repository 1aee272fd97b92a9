import { askProgram } from "./ask-program.ts";

/** Where a child lives. */
export interface GitRemote {
  readonly host: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** The remote `origin`; undefined when there is none, or none with an owner and a name. */
export async function findRemote(directory: string, signal?: AbortSignal): Promise<GitRemote | undefined> {
  const { stdout } = await askProgram("git", ["config", "--get", "remote.origin.url"], {
    directory,
    ...(signal && { signal }),
  });
  return parseRemote(stdout);
}

/** `https://host/owner/name.git`, `git@host:owner/name.git` or `ssh://git@host/owner/name`. Credentials are left out. */
export function parseRemote(url: string): GitRemote | undefined {
  const [, host, owner, name] =
    /^(?:https?:\/\/|ssh:\/\/)?(?:[^@/]*@)?([^/:]+)(?::\d+)?[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(
      url,
    ) ?? [];
  if (host === undefined || owner === undefined || name === undefined) return undefined;
  return { host, repository: `${owner}/${name}` };
}
