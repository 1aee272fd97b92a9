import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Workspace } from "@osorganicai/core";
import type { ContractCase } from "../contract-case.ts";
import { assertRefused } from "./assert-refused.ts";
import { withWorkspace } from "./create-origin.ts";
import type { WorkspaceSubject } from "./workspace-subject.ts";

const canary = "canary-8d2b4a";

/** What sandboxed code leaves behind must not reach the host when the host looks at it. */
export const escapeCases: readonly ContractCase<WorkspaceSubject>[] = [
  {
    name: "runs nothing that a checkout configures git to run",
    check: (subject) =>
      withElsewhere((elsewhere) =>
        withWorkspace(subject, { "a.txt": "a\n", "sub/b.txt": "b\n" }, async (workspace) => {
          const { exitCode, output } = await workspace.run(gitTraps(join(elsewhere, "escaped")));
          assert.equal(exitCode, 0, output);
          await useEverything(workspace);
          assert.equal(existsSync(join(elsewhere, "escaped")), false);
          const paths = (await workspace.changeSet()).changes.map(({ path }) => path);
          assert.deepEqual(
            paths.filter((path) => /\.git(\/|$)/i.test(path)),
            [],
          );
        }),
      ),
  },
  {
    name: "follows no link that a command has left",
    check: (subject) =>
      withElsewhere((elsewhere) =>
        withWorkspace(subject, { "a.txt": "a\n", "src/b.txt": "b\n" }, async (workspace) => {
          const up = "../".repeat(12);
          await workspace.run(
            `ln -s ${elsewhere}/secret absolute; ln -s ${up}${elsewhere.slice(1)}/secret relative; ` +
              `ln -s ${elsewhere} folder; ln -s ${up} root; mkdir real; ln -s ../folder/secret real/chained`,
          );
          for (const path of [
            "absolute",
            "relative",
            "folder/secret",
            "real/chained",
            `root${elsewhere}/secret`,
          ])
            await refuseAll(workspace, path);
          await refuseAll(workspace, "folder/new");
          assert.deepEqual(await workspace.search({ text: canary }), []);
          assert.deepEqual(await workspace.list(), ["a.txt", "src/b.txt"]);
          assert.deepEqual((await workspace.changeSet()).changes, [], "links of commands are left out");
        }),
      ),
  },
  {
    name: "refuses a file or folder of the project that has become a link",
    check: (subject) =>
      withElsewhere((elsewhere) =>
        withWorkspace(subject, { "a.txt": "a\n", "src/b.txt": "b\n" }, async (workspace) => {
          await workspace.run(`rm a.txt; ln -s ${elsewhere}/secret a.txt`);
          await refuseAll(workspace, "a.txt");
          assert.match(await assertRefused(workspace.changeSet(), "path_refused"), /a\.txt/);
          await workspace.run(`rm a.txt; printf 'a\\n' > a.txt; mv src old; ln -s ${elsewhere} src`);
          await refuseAll(workspace, "src/secret");
          await refuseAll(workspace, "src/b.txt");
          for (const work of [workspace.capture(), workspace.diff(), workspace.onBase([])])
            assert.match(await assertRefused(work, "path_refused"), /src/);
          await workspace.run("rm src; mv old src");
          assert.equal(await workspace.capture(), undefined);
        }),
      ),
  },
  {
    name: "follows no link that the commit came with",
    check: (subject) =>
      withElsewhere(async (elsewhere) => {
        const files = {
          "a.txt": "a",
          secret: { mode: "120000", content: `${elsewhere}/secret` },
          folder: { mode: "120000", content: elsewhere },
          ".gitignore": { mode: "120000", content: `${elsewhere}/secret` },
        };
        await withWorkspace(subject, files, async (workspace) => {
          for (const path of ["secret", "folder/secret", "folder/new"]) await refuseAll(workspace, path);
          assert.deepEqual(await workspace.list(), ["a.txt"]);
          assert.deepEqual(await workspace.search({ text: canary }), []);
        });
      }),
  },
  {
    name: "is not held by pipes, sockets, locked or endless folders that a command has left",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "a" }, async (workspace) => {
        await workspace.run("mkfifo pipe");
        await assertRefused(workspace.read("pipe"), "path_refused");
        await assertRefused(workspace.write("pipe", "x"), "path_refused");
        assert.deepEqual(await workspace.list(), ["a.txt"]);
        const dig = "for (let i = 0; i < 1500; i += 1) { fs.mkdirSync('deep'); process.chdir('deep'); }";
        await workspace.run(`mkdir locked; touch locked/x; chmod 000 locked; node -e "${dig}"`);
        await workspace.capture().catch(() => {});
        assert.equal(await workspace.read("a.txt"), "a");
      }),
  },
  {
    name: "does not show the repository to commands, only the checkout",
    check: (subject) =>
      withWorkspace(subject, { "a.txt": "a" }, async (workspace) => {
        const hidden = "find / -name '*.git' -not -path '/proc/*' -not -path '/usr/*' 2> /dev/null; ls -A ..";
        const { output } = await workspace.run(`git log 2>&1; ${hidden}`);
        assert.match(output, /not a git repository/);
        assert.doesNotMatch(output, /repository\.git|index|checkout/);
      }),
  },
];

/** Another folder of the host, whose secret must stay what it is and where it is. */
async function withElsewhere(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "elsewhere-"));
  await writeFile(join(folder, "secret"), canary);
  try {
    await use(folder);
    assert.deepEqual(await readdir(folder), ["secret"]);
    assert.equal(await readFile(join(folder, "secret"), "utf8"), canary);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function refuseAll(workspace: Workspace, path: string): Promise<void> {
  await assertRefused(workspace.read(path), "path_refused");
  await assertRefused(workspace.write(path, "overwritten"), "path_refused");
  await assertRefused(workspace.edit(path, "canary", "edited"), "path_refused");
  await assertRefused(workspace.remove(path), "path_refused");
}

async function useEverything(workspace: Workspace): Promise<void> {
  await workspace.list();
  await workspace.search({ text: "a" });
  await workspace.diff();
  await workspace.capture();
  await workspace.changeSet();
  const base = await workspace.onBase(["a.txt", "sub"]);
  await base.diff();
  await base.close();
}

/** Every place from which git takes programs to run. @param escaped a path of the host that they try to make */
function gitTraps(escaped: string): string {
  const payload = `touch ${escaped}`;
  const settings = [
    ["core.fsmonitor", payload],
    ["core.hooksPath", "hooks"],
    ["core.sshCommand", payload],
    ["core.editor", payload],
    ["core.pager", payload],
    ["diff.external", payload],
    ["diff.evil.command", payload],
    ["diff.evil.textconv", payload],
    ["filter.evil.clean", payload],
    ["filter.evil.smudge", payload],
    ["filter.evil.process", payload],
    ["credential.helper", `!${payload}`],
    ["uploadpack.packObjectsHook", payload],
  ];
  const configure = settings.map(([key, value]) => `git config ${key} '${value}'`).join("; ");
  const hooks = [
    "pre-commit",
    "post-checkout",
    "post-index-change",
    "reference-transaction",
    "pre-applypatch",
  ];
  const hook = `for h in ${hooks.join(" ")}; do printf '#!/bin/sh\\n${payload}\\n' | tee hooks/$h > .git/hooks/$h; done`;
  return `set -e
    git init -q . && ${configure} && mkdir -p hooks .git/hooks && ${hook} && chmod +x hooks/* .git/hooks/*
    (cd sub && git init -q . && ${configure})
    mkdir linked && printf 'gitdir: ../sub/.git\\n' > linked/.git && echo x > linked/file
    mkdir upper && cp -r .git upper/.GIT && cp -r .git upper/git~1
    printf '* filter=evil diff=evil merge=evil text eol=crlf\\n' | tee .gitattributes > sub/.gitattributes
    echo more >> a.txt; echo more >> sub/b.txt; cp .git/config .gitconfig; cp .git/config .gitmodules`;
}
