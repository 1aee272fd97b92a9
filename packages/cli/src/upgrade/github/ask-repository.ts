/** A repository on GitHub, and who asks. */
export interface RepositoryAccess {
  /** `https://api.github.com`, or an enterprise's. */
  readonly api: string;
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
}

/** Asks GitHub's API below the repository. @throws Error in a sentence when it does not answer, or refuses */
export async function askRepository(
  access: RepositoryAccess,
  path: string,
  init: RequestInit = {},
): Promise<unknown> {
  const { repository } = access;
  const response = await ask(access, `repos/${repository}/${path}`, init);
  if (response.ok) return response.json();
  const what = path.split(/[/?]/)[0];
  throw new Error(
    `GitHub answered ${response.status} for the ${what} of ${repository}. The token needs permission to read and write them.`,
  );
}

/** The id of the token's account. Undefined: it is none of a person's, as that of a workflow, which may not ask this. */
export async function askWhoWeAre(access: RepositoryAccess): Promise<number | undefined> {
  const response = await ask(access, "user");
  return response.ok ? ((await response.json()) as { readonly id: number }).id : undefined;
}

function ask({ api, token }: RepositoryAccess, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${api}/${path}`, {
    ...init,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-github-api-version": "2022-11-28",
    },
    signal: AbortSignal.timeout(30_000),
  });
}

/** Every entry of a list that comes in pages. */
export async function listAll<Entry>(access: RepositoryAccess, path: string): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (let page = 1; ; page += 1) {
    const separator = path.includes("?") ? "&" : "?";
    const entries = (await askRepository(
      access,
      `${path}${separator}per_page=100&page=${page}`,
    )) as readonly Entry[];
    found.push(...entries);
    if (entries.length < 100) return found;
  }
}
