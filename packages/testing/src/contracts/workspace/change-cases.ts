import assert from "node:assert/strict";
import type { ContractCase } from "../contract-case.ts";
import { assertRefused } from "./assert-refused.ts";
import { withWorkspace } from "./create-origin.ts";
import type { WorkspaceSubject } from "./workspace-subject.ts";

/** What was changed, as patch, as diff and as change set. */
export const changeCases: readonly ContractCase<WorkspaceSubject>[] = [
  {
    name: "runs commands in the checkout and sees what they change",
    check: (subject) =>
      withWorkspace(
        subject,
        { "a.txt": "a", "run.sh": { mode: "100755", content: "#!/bin/sh\necho ran" } },
        async (workspace) => {
          const result = await workspace.run("./run.sh && pwd && tr a b < a.txt > b.txt");
          assert.equal(result.exitCode, 0, result.output);
          assert.match(result.output, /^ran\n\//);
          assert.equal(await workspace.read("b.txt"), "b");
          assert.equal((await workspace.run("while :; do :; done", { timeoutMs: 300 })).exitCode, 124);
        },
      ),
  },
  {
    name: "collects every change since the base commit with its bytes and mode",
    async check(subject) {
      const files = { "edited.txt": "old\r\n", "gone.txt": "gone", "same.txt": "same", "mode.sh": "echo" };
      await withWorkspace(subject, files, async (workspace) => {
        await workspace.edit("edited.txt", "old", "new");
        await workspace.remove("gone.txt");
        await workspace.run("chmod +x mode.sh; printf '\\000\\377' > bytes.bin; touch same.txt");
        const { baseCommit, changes } = await workspace.changeSet();
        assert.equal(baseCommit, workspace.baseCommit);
        const seen = changes.map((change) =>
          change.op === "delete"
            ? [change.path, "delete"]
            : [change.path, change.mode, Buffer.from(change.content).toString("latin1")],
        );
        assert.deepEqual(seen, [
          ["bytes.bin", "100644", "\0\xff"],
          ["edited.txt", "100644", "new\r\n"],
          ["gone.txt", "delete"],
          ["mode.sh", "100755", "echo"],
        ]);
      });
    },
  },
  {
    name: "captures only what changed since the last capture",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "1\n" }, async (workspace) => {
        await workspace.write("a.txt", "2\n");
        const first = await workspace.capture();
        assert.equal(await workspace.capture(), undefined);
        await workspace.write("b.txt", "new\n");
        const second = await workspace.capture();
        assert.match(first?.diff ?? "", /-1\n\+2/);
        assert.match(second?.diff ?? "", /^diff --git a\/b.txt b\/b.txt/);
        assert.doesNotMatch(second?.diff ?? "", /a\.txt/);
        assert.match(await workspace.diff(), /a\.txt[\s\S]*b\.txt/);
      }),
  },
  {
    name: "notices a change that keeps the size and the time of a file",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "old" }, async (workspace) => {
        for (const word of ["new", "odd", "own"]) {
          await workspace.run(`touch -r a.txt /tmp/time; printf ${word} > a.txt; touch -r /tmp/time a.txt`);
          assert.match((await workspace.capture())?.diff ?? "", new RegExp(`\\+${word}`));
          await workspace.write("a.txt", word.toUpperCase());
          assert.ok(await workspace.capture());
        }
      }),
  },
  {
    name: "leaves out what git ignores, but never what the commit holds",
    check: (subject) =>
      withWorkspace(subject, { ".gitignore": "out\n", "out/kept.js": "kept" }, async (workspace) => {
        await workspace.run(
          "echo changed > out/kept.js; echo more > out/more.js; mkdir -p node/out; echo > node/out/x",
        );
        const { changes } = await workspace.changeSet();
        assert.deepEqual(
          changes.map(({ path }) => path),
          ["out/kept.js"],
        );
      }),
  },
  {
    name: "refuses a change that is too large to be one",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "a" }, async (workspace) => {
        await workspace.run("for i in 1 2 3 4; do head -c 20000000 /dev/urandom > big$i; done");
        await assertRefused(workspace.capture(), "path_refused");
        await workspace.run("rm big*");
        assert.equal(await workspace.capture(), undefined);
      }),
  },
  {
    name: "does one thing after the other, however many are asked for at once",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "0" }, async (workspace) => {
        const results = await Promise.all([
          workspace.run("sleep 0.2; printf 1 > a.txt"),
          workspace.read("a.txt"),
          workspace.write("a.txt", "2"),
          workspace.read("a.txt"),
        ]);
        assert.deepEqual(results.slice(1), ["1", undefined, "2"]);
      }),
  },
];
