import { OSOrganicError, type Patch, type Workspace } from "@osorganicai/core";
import { expect, test } from "vitest";
import { createDurableWorkspace } from "./durable-workspace.ts";

/** Workspaces in which every change makes a new tree, over patches that outlive them. */
function harness(stored: readonly Patch[] = []) {
  const patches: Patch[] = [...stored];
  const opened: (readonly number[])[] = [];
  let closed = 0;
  let changes = 0;
  const create = () =>
    createDurableWorkspace({
      provider: {
        async open({ patches = [] }) {
          opened.push(patches.map(({ sequence }) => sequence));
          return {
            capture: async () => ({ diff: "", tree: `tree ${(changes += 1)}` }),
            close: async () => void (closed += 1),
          } as unknown as Workspace;
        },
      },
      patches: { list: async () => patches, save: async (_, patch) => void patches.push(patch) },
      runId: "r-1",
      repository: "acme/shop",
      commit: "c0ffee",
    });
  return { create, patches, opened, closed: () => closed };
}

test("every change is a stored patch, and the next one follows the last that was remembered", async () => {
  const { create, patches, opened } = harness();
  const workspace = create();
  const first = await workspace.change(async () => "written");
  expect(first).toEqual({ value: "written", patch: { sequence: 1, tree: "tree 1" } });
  workspace.remember(first.patch);
  workspace.remember(undefined); // a step that changed nothing
  expect((await workspace.change(async () => "")).patch?.sequence).toBe(2);
  expect(patches).toEqual([
    { sequence: 1, diff: "", tree: "tree 1" },
    { sequence: 2, diff: "", tree: "tree 2" },
  ]);
  expect(opened).toEqual([[]]);
});

const stored = [1, 2, 3].map((sequence) => ({ sequence, diff: "", tree: `tree ${sequence}` }));

test("after a crash the files are those of the last remembered step, without what came later", async () => {
  const { create, opened } = harness(stored);
  const workspace = create();
  workspace.remember({ sequence: 2, tree: "tree 2" });
  await workspace.files();
  expect(opened).toEqual([[1, 2]]);
});

test.for([
  { sequence: 2, tree: "another tree" },
  { sequence: 4, tree: "tree 4" },
])("patches that do not lead to %j are not built upon", async (ref) => {
  const { create, opened } = harness(stored);
  const workspace = create();
  workspace.remember(ref);
  await expect(workspace.files()).rejects.toMatchObject({ code: "workspace_diverged" });
  expect(opened).toEqual([]);
});

test.for([
  ["may pass by itself", new OSOrganicError("repository_unavailable", "x"), 2],
  ["nobody knows", new TypeError("x"), 2],
  ["the model can learn from", new OSOrganicError("path_refused", "x"), 1],
] as const)(
  "after an error that %s, half-done work is thrown away when needed",
  async ([, error, openings]) => {
    const { create, opened, closed } = harness();
    const workspace = create();
    await expect(workspace.change(() => Promise.reject(error))).rejects.toBe(error);
    await workspace.files();
    expect(opened).toHaveLength(openings);
    expect(closed()).toBe(openings - 1);
  },
);

test("a workspace that nobody needed is never opened", async () => {
  const { create, opened, closed } = harness();
  await create().close();
  expect(opened).toEqual([]);
  expect(closed()).toBe(0);
});
