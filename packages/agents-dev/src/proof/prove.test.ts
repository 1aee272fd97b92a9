import type { Workspace } from "@osorganicai/core";
import { expect, test } from "vitest";
import { prove } from "./prove.ts";

const checks = [
  { kind: "lint", command: "npm run lint" },
  { kind: "test", command: "npm test" },
] as const;

/** A change of two files; `exitCodeOf` says what a command comes to with only some of them. */
function workspaceWith(exitCodeOf: (paths: readonly string[], command: string) => number) {
  const ran: string[] = [];
  const changes = ["src/cart.ts", "test/cart.test.ts"].map((path) => ({ op: "delete", path }));
  let open = 0;
  const workspace = {
    changeSet: async () => ({ baseCommit: "", changes }),
    async onBase(paths: readonly string[]) {
      open += 1;
      return {
        async run(command: string) {
          ran.push(`${command} with ${paths.join(" ")}`);
          const output = `beginning${"x".repeat(4000)}`;
          return { exitCode: exitCodeOf(paths, command), output, durationMs: 1 };
        },
        close: async () => void (open -= 1),
      };
    },
  } as unknown as Workspace;
  return { ran, workspace, stillOpen: () => open };
}

test("a change is tried whole, then its tests alone, then without its tests", async () => {
  const { ran, workspace, stillOpen } = workspaceWith((paths) =>
    paths.join() === "test/cart.test.ts" ? 1 : 0,
  );
  const { change, testsOnBase } = await prove(workspace, checks);
  expect(ran).toEqual([
    "npm run lint with src/cart.ts test/cart.test.ts",
    "npm test with src/cart.ts test/cart.test.ts",
    "npm test with test/cart.test.ts",
    "npm test with src/cart.ts",
  ]);
  expect([change, testsOnBase].map((runs) => runs.map(({ exitCode }) => exitCode))).toEqual([[0, 0], [1]]);
  expect(change[0]?.output).toBe("x".repeat(4000));
  expect(stillOpen()).toBe(0);
});

test("a change that is not green gets no second run", async () => {
  const { ran, workspace, stillOpen } = workspaceWith(() => 1);
  expect(await prove(workspace, checks)).toMatchObject({ testsOnBase: [] });
  expect(ran).toHaveLength(2);
  expect(stillOpen()).toBe(0);
});
