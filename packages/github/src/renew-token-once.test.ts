import { Octokit } from "@octokit/rest";
import { expect, test } from "vitest";
import { renewTokenOnce } from "./renew-token-once.ts";

/** A client whose server refuses every token but this one, and what was asked for. */
function createClient(good: string) {
  const seen: string[] = [];
  let token = "old";
  const octokit = new Octokit({
    authStrategy: () =>
      Object.assign(
        async ({ refresh }: { refresh?: boolean }) => {
          if (refresh) token = "new";
          return { token };
        },
        {
          hook: (request: (options: object) => unknown, options: { headers: object }) =>
            request({ ...options, headers: { ...options.headers, authorization: token } }),
        },
      ),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: {
      fetch: async (_: string, { headers }: { headers: { authorization: string } }) => {
        seen.push(headers.authorization);
        const status = headers.authorization === good ? 200 : 401;
        return Response.json({ message: "Bad credentials" }, { status });
      },
    },
  });
  renewTokenOnce(octokit);
  return { octokit, seen };
}

const name = { owner: "acme", repo: "shop" };

test("a token that was revoked is renewed, and the request is asked once more", async () => {
  const { octokit, seen } = createClient("new");
  expect((await octokit.repos.get(name)).status).toBe(200);
  expect(seen).toEqual(["old", "new"]);
});

test("GHF-008: a new token that is refused as well is the end of it", async () => {
  const { octokit, seen } = createClient("none");
  await expect(octokit.repos.get(name)).rejects.toMatchObject({ status: 401 });
  expect(seen).toEqual(["old", "new"]);
});
