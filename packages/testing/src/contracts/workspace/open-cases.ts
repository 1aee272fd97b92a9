import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ContractCase } from "../contract-case.ts";
import { assertRefused } from "./assert-refused.ts";
import { createOrigin, withWorkspace } from "./create-origin.ts";
import type { WorkspaceSubject } from "./workspace-subject.ts";

const repository = "somebody/something";

/** A workspace is opened as it was asked for, or somebody learns why not. */
export const openCases: readonly ContractCase<WorkspaceSubject>[] = [
  {
    name: "opens a commit with exactly its files, and has nothing to capture",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "a", "src/b.js": "b" }, async (workspace) => {
        assert.equal(workspace.repository, repository);
        assert.deepEqual(await workspace.list(), ["a.txt", "src/b.js"]);
        assert.equal(await workspace.capture(), undefined);
        assert.deepEqual((await workspace.changeSet()).changes, []);
        assert.equal(await workspace.diff(), "");
      }),
  },
  {
    name: "writes every byte as the commit has it, whatever .gitattributes wants",
    async check(subject) {
      const attributes =
        "* text=auto eol=crlf ident working-tree-encoding=UTF-16 filter=evil diff=evil merge=evil\n";
      const files = { ".gitattributes": attributes, "unix.txt": "a\n$Id$\n", "windows.txt": "a\r\nb\r\n" };
      await withWorkspace(subject, files, async (workspace) => {
        for (const [path, content] of Object.entries(files))
          assert.equal(await workspace.read(path), content);
        assert.deepEqual((await workspace.changeSet()).changes, []);
        await workspace.write("unix.txt", "b\n$Id$\n");
        assert.match(await workspace.diff(), /^-a\n\+b\n/m);
      });
    },
  },
  {
    name: "keeps links and submodules of the commit as they are",
    async check(subject) {
      const files = {
        "target.txt": "t",
        link: { mode: "120000", content: "target.txt" },
        outside: { mode: "120000", content: "/etc/passwd" },
        "vendor/lib": { mode: "160000", content: "1".repeat(40) },
      };
      await withWorkspace(subject, files, async (workspace) => {
        await workspace.run("echo more > vendor/lib/file");
        assert.deepEqual((await workspace.changeSet()).changes, []);
        await workspace.run("rm outside");
        const { changes } = await workspace.changeSet();
        assert.deepEqual(changes, [{ op: "delete", path: "outside" }]);
      });
    },
  },
  {
    name: "tells an empty repository, an unknown commit and an unreachable repository apart",
    async check({ createProvider }) {
      const [empty, full] = [createOrigin({}), createOrigin({ a: "a" })];
      const open = (url: string, commit: string): Promise<unknown> =>
        createProvider(async () => ({ url })).open({ repository, commit });
      await assertRefused(open(empty.url, full.commit), "repository_empty");
      const unknown = await assertRefused(open(full.url, "1".repeat(40)), "repository_unavailable");
      assert.match(unknown, /has no commit 1{40}/);
      const unreachable = await assertRefused(open(`${full.url}-not`, full.commit), "repository_unavailable");
      assert.match(unreachable, /somebody\/something cannot be reached/);
      await assertRefused(open(full.url, "main"), "repository_unavailable");
      await assertRefused(open("ext::sh -c id", full.commit), "repository_unavailable");
      for (const origin of [empty, full]) origin.remove();
    },
  },
  {
    name: "shows its credentials to the server and to nobody else",
    async check({ createProvider }) {
      const seen: (string | undefined)[] = [];
      const server = createServer((request, response) => {
        seen.push(request.headers.authorization);
        // Git shows such an answer to its user.
        response.writeHead(403, { "content-type": "text/plain" }).end("no entry for c2VjcmV0\n");
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = `http://user:pa55word@127.0.0.1:${(server.address() as AddressInfo).port}/a.git`;
      const provider = createProvider(async () => ({ url, authorization: "Basic c2VjcmV0" }));
      const opening = provider.open({ repository, commit: "1".repeat(40) });
      const message = await assertRefused(opening, "repository_unavailable");
      server.close();
      assert.ok(seen.length > 0 && seen.every((value) => value === "Basic c2VjcmV0"), seen.join());
      assert.match(message, /no entry for/);
      assert.doesNotMatch(message, /c2VjcmV0|pa55word/);
    },
  },
  {
    name: "rebuilds a workspace from patches, to the byte and to the mode",
    async check(subject) {
      const files = {
        "text.txt": "one\ntwo\n",
        "windows.txt": "a\r\nb",
        "latin.txt": Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]),
        "late-nul.bin": Buffer.concat([Buffer.alloc(9000, "x"), Buffer.from([0, 1, 2])]),
        "gone.txt": "gone",
        "folder/file.txt": "file",
      };
      await withWorkspace(subject, files, async (workspace, reopen) => {
        const patches = [];
        for (const command of changes) {
          const { exitCode, output } = await workspace.run(command);
          assert.equal(exitCode, 0, output);
          const patch = await workspace.capture();
          assert.ok(patch, `nothing captured after: ${command}`);
          assert.match(patch.tree, /^[0-9a-f]{40}$/);
          assert.ok(!patch.diff.includes("\0") && patch.diff.isWellFormed());
          patches.push({ sequence: patches.length + 1, ...patch });
        }
        const rebuilt = await reopen({ patches });
        assert.deepEqual(await rebuilt.changeSet(), await workspace.changeSet());
        assert.equal(await rebuilt.capture(), undefined);
      });
    },
  },
  {
    name: "refuses patches that do not lead where they said",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "a\n" }, async (workspace, reopen) => {
        await workspace.write("a.txt", "b\n");
        const patch = { sequence: 1, ...(await workspace.capture())! };
        await assertRefused(reopen({ patches: [{ ...patch, tree: "1".repeat(40) }] }), "workspace_diverged");
        await assertRefused(reopen({ patches: [patch, patch] }), "workspace_diverged");
      }),
  },
  {
    name: "opens a second workspace at the base commit with only the wanted changes",
    check: (subject) =>
      withWorkspace(
        subject,
        { "src/a.js": "old", "test/a.test.js": "old", "b.txt": "b" },
        async (workspace) => {
          await workspace.run(
            "echo new > src/a.js; echo new > test/a.test.js; echo x > test/b.test.js; rm b.txt",
          );
          const base = await workspace.onBase(["test/a.test.js", "b.txt"]);
          const { changes } = await base.changeSet();
          assert.deepEqual(
            changes.map(({ path }) => path),
            ["b.txt", "test/a.test.js"],
          );
          assert.equal((await base.run("cat src/a.js test/a.test.js")).output, "oldnew\n");
          await base.write("src/a.js", "other");
          assert.equal(await workspace.read("src/a.js"), "new\n");
          await base.close();
          const folder = await workspace.onBase(["test"]);
          assert.deepEqual(
            (await folder.changeSet()).changes.map(({ path }) => path),
            ["test/a.test.js", "test/b.test.js"],
          );
          assert.equal((await workspace.changeSet()).changes.length, 4);
        },
      ),
  },
];

/** Everything a command can do to files, one step after the other. */
const changes: readonly string[] = [
  "printf 'one\\n2\\n' > text.txt; printf 'a\\r\\nb\\r\\nc' > windows.txt",
  "printf 'caf\\351s\\n' > latin.txt",
  "printf 'y' >> late-nul.bin; head -c 2000 /dev/urandom > new.bin",
  "chmod +x text.txt; : > empty; printf 'no end' > 'ünï \"cödé\" $x.txt'",
  "rm gone.txt; mv folder/file.txt moved.txt; printf x > folder-file; rmdir folder; mv folder-file folder",
  "rm folder; mkdir folder; printf deep > folder/deeper; chmod -x text.txt",
  "printf 'a\\tb' > \"$(printf 'with\\ttab\\nand newline')\"",
];
