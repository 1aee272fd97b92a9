import { expect, test } from "vitest";
import type { GitHub } from "../ports/github.ts";
import { type Capability, limitGitHub } from "./capabilities.ts";

const effects = [
  ["comment", "comment"],
  ["label", "label"],
  ["commit", "commit"],
  ["openPullRequest", "open_pull_request"],
  ["markReadyForReview", "mark_ready"],
  ["merge", "merge"],
] as const satisfies readonly [keyof GitHub, Capability][];

/** Calls one method of a GitHub where everything works, with only these capabilities. */
async function attempt(method: keyof GitHub, capabilities: readonly Capability[]): Promise<unknown> {
  const methods = [...effects.map(([effect]) => effect), "issue", "permission"];
  const github = Object.fromEntries(methods.map((name) => [name, async () => "done"]));
  const limited = limitGitHub(github as unknown as GitHub, "example", capabilities);
  return (limited[method] as () => Promise<unknown>)();
}

test.for(effects)("%s needs the capability %s and nothing else", async ([method, capability]) => {
  expect(await attempt(method, [capability])).toBe("done");
  const others = effects.map(([, other]) => other).filter((other) => other !== capability);
  await expect(attempt(method, others)).rejects.toMatchObject({
    code: "capability_denied",
    message: expect.stringContaining(`The agent example may not ${capability}.`),
  });
});

test("reading needs no capability", async () => {
  expect(await attempt("issue", [])).toBe("done");
  expect(await attempt("permission", [])).toBe("done");
});
