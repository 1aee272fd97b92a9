import assert from "node:assert/strict";
import type { ContractCase } from "../contract-case.ts";
import { assertRefused } from "./assert-refused.ts";
import { withWorkspace } from "./create-origin.ts";
import type { WorkspaceSubject } from "./workspace-subject.ts";

/** Looking at files and writing them. */
export const fileCases: readonly ContractCase<WorkspaceSubject>[] = [
  {
    name: "lists what git knows or would add, by glob, sorted",
    async check(subject) {
      const files = {
        ".gitignore": "dist/\n*.log\n!keep.log\n",
        "packages/a/.gitignore": "/out\n!*.log\n",
        "packages/a/out/tracked.js": "t",
        "dist/tracked.js": "t",
        "src/b.ts": "b",
      };
      await withWorkspace(subject, files, async (workspace) => {
        await workspace.run(
          "echo > dist/x.js; echo > a.log; echo > keep.log; echo > packages/a/a.log; echo > packages/a/out/x; echo > Z.md",
        );
        assert.deepEqual(await workspace.list(), [
          ".gitignore",
          "Z.md",
          "dist/tracked.js",
          "keep.log",
          "packages/a/.gitignore",
          "packages/a/a.log",
          "packages/a/out/tracked.js",
          "src/b.ts",
        ]);
        assert.deepEqual(await workspace.list("**/*.{ts,md}"), ["Z.md", "src/b.ts"]);
        assert.deepEqual(await workspace.list("packages/**/.*"), ["packages/a/.gitignore"]);
        assert.deepEqual(await workspace.list("none/**"), []);
      });
    },
  },
  {
    name: "reads text exactly, and refuses what is none",
    async check(subject) {
      const text = "\uFEFFa\r\nb\tü\n\n no end";
      const files = {
        "a.txt": text,
        "b.bin": Buffer.from([1, 0, 2]),
        "c.latin": Buffer.from([0xe9]),
        "d/e": "",
      };
      await withWorkspace(subject, files, async (workspace) => {
        assert.equal(await workspace.read("a.txt"), text);
        assert.equal(await workspace.read("d/e"), "");
        for (const path of ["b.bin", "c.latin", "d", "none", "a.txt/x", ""])
          await assertRefused(workspace.read(path), "path_refused");
      });
    },
  },
  {
    name: "refuses every path that leaves the checkout",
    check: (subject) =>
      withWorkspace(subject, { "src/a.txt": "a" }, async (workspace) => {
        const paths = [
          "../a",
          "/etc/passwd",
          "src/../../a",
          "./src/a.txt",
          "src//a.txt",
          "src/",
          ".git/config",
          "a\0b",
        ];
        for (const path of paths) {
          await assertRefused(workspace.read(path), "path_refused");
          await assertRefused(workspace.write(path, "x"), "path_refused");
          await assertRefused(workspace.edit(path, "a", "b"), "path_refused");
          await assertRefused(workspace.remove(path), "path_refused");
        }
        assert.deepEqual((await workspace.changeSet()).changes, []);
      }),
  },
  {
    name: "refuses to write what a change may not contain, and says why",
    check: (subject) =>
      withWorkspace(subject, { ".github/workflows/ci.yml": "on: push" }, async (workspace) => {
        assert.equal(await workspace.read(".github/workflows/ci.yml"), "on: push");
        const writing = workspace.write(".github/workflows/ci.yml", "on: push");
        assert.match(await assertRefused(writing, "path_refused"), /decides what runs/);
        for (const path of [".npmrc", ".env", "sub/.gitattributes", "con.txt", "a:b"])
          await assertRefused(workspace.write(path, "x"), "path_refused");
      }),
  },
  {
    name: "writes, edits and removes files",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "one two two three\n" }, async (workspace) => {
        await workspace.write("new/folder/file.txt", "$& is no pattern");
        await workspace.edit("new/folder/file.txt", "$&", "$1");
        assert.equal(await workspace.read("new/folder/file.txt"), "$1 is no pattern");
        await workspace.edit("a.txt", "one", "1");
        assert.equal(await workspace.read("a.txt"), "1 two two three\n");
        assert.match(await assertRefused(workspace.edit("a.txt", "two", "2"), "path_refused"), /2 times/);
        assert.match(
          await assertRefused(workspace.edit("a.txt", "four", "4"), "path_refused"),
          /does not contain/,
        );
        await assertRefused(workspace.edit("a.txt", "", "x"), "path_refused");
        await workspace.remove("a.txt");
        await assertRefused(workspace.remove("a.txt"), "path_refused");
        assert.deepEqual(await workspace.list(), ["new/folder/file.txt"]);
      }),
  },
  {
    name: "edits a file with Windows line ends without touching the others",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "a\r\nb\r\nc" }, async (workspace) => {
        await workspace.edit("a.txt", "a\nb", "a\nx\nb");
        assert.equal(await workspace.read("a.txt"), "a\r\nx\r\nb\r\nc");
      }),
  },
  {
    name: "searches text and patterns, with smart case, globs and a limit",
    async check(subject) {
      const files = {
        ".gitignore": "ignored\n",
        "src/a.ts": "const Total = 1;\r\nlet total = a.b;\n",
        "src/b.ts": "// axb\ntotal\n",
        "doc.md": "total\n",
        "data.bin": Buffer.from("total\0"),
        "large.txt": `total\n${"x".repeat(1024 * 1024)}`,
      };
      await withWorkspace(subject, files, async (workspace) => {
        await workspace.run("echo total > ignored; ln -s doc.md link.md");
        const places = async (query: Parameters<typeof workspace.search>[0]): Promise<readonly string[]> =>
          (await workspace.search(query)).map(({ path, line }) => `${path}:${line}`);
        assert.deepEqual(await places({ text: "total" }), [
          "doc.md:1",
          "src/a.ts:1",
          "src/a.ts:2",
          "src/b.ts:2",
        ]);
        assert.deepEqual(await places({ text: "Total" }), ["src/a.ts:1"]);
        assert.deepEqual(await places({ text: "a.b" }), ["src/a.ts:2"]);
        assert.deepEqual(await places({ text: "a.b", regex: true }), ["src/a.ts:2", "src/b.ts:1"]);
        const words = await places({ text: "^\\S+$", regex: true });
        assert.deepEqual(words, [".gitignore:1", "doc.md:1", "src/b.ts:2"]);
        assert.deepEqual(await places({ text: "total", paths: "src/**" }), [
          "src/a.ts:1",
          "src/a.ts:2",
          "src/b.ts:2",
        ]);
        assert.deepEqual(await places({ text: "total", maxHits: 1 }), ["doc.md:1"]);
        assert.deepEqual(await workspace.search({ text: "Total" }), [
          { path: "src/a.ts", line: 1, text: "const Total = 1;" },
        ]);
      });
    },
  },
  {
    name: "gives a pattern up that is not valid or never ends, and goes on",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": `${"a".repeat(60)}!` }, async (workspace) => {
        await assertRefused(workspace.search({ text: "(", regex: true }), "pattern_refused");
        const endless = workspace.search({ text: "^(a+)+$", regex: true });
        await new Promise((resolve) => setImmediate(resolve));
        await assertRefused(endless, "pattern_refused");
        assert.equal((await workspace.search({ text: "aaa" })).length, 1);
      }),
  },
];
