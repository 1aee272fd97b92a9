import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createRepository } from "../test-support/create-repository.ts";
import { shop } from "../test-support/shop.ts";
import { runCli } from "./run-cli.ts";

async function run(args: readonly string[], input = "") {
  let output = "";
  let notes = "";
  const code = await runCli(args, {
    readInput: async () => input,
    print: (text) => void (output += text),
    note: (text) => void (notes += text),
  });
  return { code, output, notes };
}

test("a text finds files, best first, in a checkout as it lies there", async () => {
  const { folder, write } = createRepository(shop);
  write({ "src/gift-card.ts": "export function redeemGiftCard() {}\n" });
  const { code, output, notes } = await run(["redeem a gift card", "--repo", folder, "--limit", "2"]);
  expect(code).toBe(0);
  expect(output.split("\n")[0]).toMatch(/^ +\d+\.\d\d {2}src\/gift-card\.ts$/);
  expect(notes).toContain("Reading 8 of 8 files.");
});

test("the index is kept in the git directory, so nothing is read twice, unless one does not want that", async () => {
  const { folder, gitDir } = createRepository(shop);
  await run(["coupon", "--repo", folder, "--no-cache"]);
  expect(existsSync(join(gitDir, "osorganicai-code-context"))).toBe(false);
  await run(["coupon", "--repo", folder]);
  expect((await run(["coupon", "--repo", folder])).notes).toBe("");
});

test("in a worktree the index is kept as well, and where it cannot be, that is said and the answer is the same", async () => {
  const { folder, gitDir, git } = createRepository(shop);
  const worktree = join(createRepository().folder, "worktree");
  git("worktree", "add", "--detach", worktree);
  const first = await run(["coupon", "--repo", worktree]);
  expect(first.output).toContain("apply-coupon.ts");
  expect(await run(["coupon", "--repo", worktree])).toEqual({ ...first, notes: "" });

  writeFileSync(join(gitDir, "osorganicai-code-context"), "a file where a folder would be");
  const { code, output, notes } = await run(["coupon", "--repo", folder]);
  expect({ code, output }).toEqual({ code: 0, output: first.output });
  expect(notes).toMatch(/^Reading 7 of 7 files\.\nThe index is not kept: (ENOTDIR|EEXIST): .+\n$/);
});

test("a commit is looked at instead of the folder, also in a bare repository", async () => {
  const { gitDir, folder, git, write } = createRepository(shop);
  const commit = git("rev-parse", "HEAD");
  write({ "src/gift-card.ts": "export function redeemGiftCard() {}\n" });
  const { output } = await run(["redeem gift card", "--repo", folder, "--commit", commit]);
  expect(output).not.toContain("gift-card.ts");
  expect((await run(["coupon", "--repo", gitDir])).output).toContain("apply-coupon.ts");
});

test("a budget prints the code to read, with its lines, and the tests", async () => {
  const { folder } = createRepository(shop);
  const { output } = await run(["coupon percent", "--repo", folder, "--budget", "2000"]);
  expect(output).toContain("--- src/checkout/apply-coupon.ts:1-6\nexport interface Coupon {");
  expect(output).toContain("--- tested by tests/apply-coupon.test.ts\n");
});

test("--json is one object, and --explain says what made a score", async () => {
  const { folder } = createRepository(shop);
  const asked = ["applyCoupon", "--repo", folder, "--budget", "500"];
  const { files, packed } = JSON.parse((await run([...asked, "--json", "--explain"])).output);
  expect(files[0]).toMatchObject({
    path: "src/checkout/apply-coupon.ts",
    explanation: { definition: expect.any(Number) },
  });
  expect(packed.tokens).toBeLessThanOrEqual(500);
  expect((await run(["applyCoupon", "--repo", folder, "--explain"])).output).toMatch(/definition -?\d/);
});

test("a text may come from standard input", async () => {
  const { folder } = createRepository(shop);
  expect((await run(["-", "--repo", folder], "the coupon")).output).toContain("apply-coupon.ts");
});

test("help has an example and the exit codes", async () => {
  const { code, output } = await run(["--help"]);
  expect([code, output]).toEqual([
    0,
    expect.stringMatching(/npx @osorganicai\/code-context .*\n\nExit codes: 0 found/),
  ]);
});

test("exit codes tell apart nothing found, wrong usage and no project", async () => {
  const { folder } = createRepository(shop);
  expect(await run(["zygomorphic", "--repo", folder])).toMatchObject({
    code: 1,
    output: "",
    notes: expect.stringContaining("Nothing was found."),
  });
  expect(await run([])).toMatchObject({ code: 2, notes: expect.stringContaining("There is no text") });
  expect(await run(["-"], " \n")).toMatchObject({
    code: 2,
    notes: expect.stringContaining("There is no text"),
  });
  expect(await run(["x", "--limit", "0"])).toMatchObject({
    code: 2,
    notes: expect.stringContaining("--limit takes a whole number from 1 to 999999999, not 0."),
  });
  expect(await run(["x", "--colour"])).toMatchObject({ code: 2 });
  expect(await run(["x", "--repo", join(folder, "nowhere")])).toMatchObject({
    code: 3,
    notes: expect.stringContaining("is no folder"),
  });
  expect(await run(["x", "--repo", folder, "--commit", "beef"])).toMatchObject({
    code: 3,
    notes: expect.stringContaining("has no commit beef"),
  });
});
