import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { git, makeFolder, makeRepository } from "../test-support/make-repository.ts";
import { adder, runScripted, startScripted } from "../test-support/run-scripted.ts";

function removeObject(repo: string, name: string): void {
  const id = git(repo, "rev-parse", name);
  rmSync(join(repo, ".git", "objects", id.slice(0, 2), id.slice(2)));
}

const refusals: readonly [string, (repo: string) => void, RegExp][] = [
  ["a missing file", (repo) => removeObject(repo, "HEAD:add.js"), /is damaged: objects of main .*git fsck/],
  ["a missing commit", (repo) => removeObject(repo, "HEAD"), /is damaged: objects of main .*git fsck/],
  ["a broken index", (repo) => writeFileSync(join(repo, ".git/index"), "?"), /git cannot read .*index file/],
  [
    "a broken list of branches",
    (repo) => writeFileSync(join(repo, ".git/packed-refs"), "?"),
    /git cannot read /,
  ],
  [
    "a broken configuration",
    (repo) => writeFileSync(join(repo, ".git/config"), "[core"),
    /bad config line \d/,
  ],
  ["a branch without commits", (repo) => git(repo, "checkout", "--orphan", "new"), /has no commits yet\./],
  [
    "a working tree elsewhere",
    (repo) => git(repo, "config", "core.worktree", join(repo, "files")),
    /has its working tree elsewhere \(core\.worktree\)/,
  ],
];

test.for(refusals)(
  "a repository with %s is refused before anything is paid for",
  async ([, spoil, sentence]) => {
    const repo = await makeRepository(adder, join(await makeFolder(), "Zoë's shop"));
    spoil(repo);
    const { exitCode, stderr } = await runScripted(repo, { json: false });
    expect(stderr).toMatch(sentence);
    expect([exitCode, stderr.trim().split("\n").length]).toEqual([2, 1]);
  },
);

// Root may write everywhere, so the tests of a root drop that power; others have none.
const ordinary =
  process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] : [];

test.for(["objects", "refs/heads", "refs/heads/feature"])(
  "without permission to write to %s it says so before anything is paid for",
  async (name) => {
    const repo = await makeRepository(adder);
    const folder = join(repo, ".git", name);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o555);
    const { exitCode, stderr } = await runScripted(repo, { through: ordinary });
    chmodSync(folder, 0o755);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/^osorganicai: No permission to write to .+\n$/),
    ]);
  },
);

test("without permission to write temporary files it says where they should go", async () => {
  const { cli, temporary } = await startScripted(await makeRepository(adder), {
    through: ["env", "TMPDIR=/proc"],
  });
  const { exitCode, stderr } = await cli.ended;
  expect(temporary).not.toBe("/proc");
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringMatching(/No folder can be made in \/proc .*Set TMPDIR/),
  ]);
});

test("without a sandbox it says what is missing before anything is paid for", async () => {
  const asRoot = process.getuid?.() === 0 ? [] : ["unshare", "--user", "--map-root-user"];
  const { exitCode, stderr, stdout } = await runScripted(await makeRepository(adder), {
    through: [...asRoot, "setpriv", "--bounding-set=-all", "--inh-caps=-all"],
  });
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringMatching(/\nosorganicai: No sandbox works here\. [^\n]+\n$/),
  ]);
  expect(stderr).not.toContain("answer of the model");
  expect(JSON.parse(stdout)).toMatchObject({ outcome: "refused" });
});

test("of two runs at once each has a branch of its own, or says that the branch is taken", async () => {
  const repo = await makeRepository(adder);
  const ends = await Promise.all([runScripted(repo), runScripted(repo)]);
  const made = git(repo, "branch", "--list", "feature/*").split("\n").length;
  expect(ends.filter(({ exitCode }) => exitCode === 0)).toHaveLength(made);
  for (const { exitCode, stdout } of ends)
    expect(`${exitCode} ${JSON.parse(stdout).reason}`).toMatch(
      /^(0 |1 The branch `feature\/1-subtract` could not be made\. If it exists)/,
    );
}, 180_000);
