import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createRepository } from "../test-support/create-repository.ts";
import { shop } from "../test-support/shop.ts";
import { listCommit } from "./list-commit.ts";
import { openObjects } from "./open-objects.ts";
import { readCommits } from "./read-commits.ts";
import { createGit, type Git } from "./run-git.ts";

/** Another process of git takes longer to start than a push may. */
const noOther: Git = ([command]) => Promise.reject(new Error(`git ${command} was started`));
const everything = { known: new Map(), maxCommits: 100 };

test("what a push changed is listed and remembered without another process", async () => {
  const { gitDir, folder, write, commit, git } = createRepository(shop);
  const objects = openObjects(gitDir);
  const whole = { git: createGit(gitDir), objects };
  const before = git("rev-parse", "HEAD");
  const listing = await listCommit(whole, before, undefined);
  const past = await readCommits(whole, before, { ...everything, past: undefined });

  write({ "src/checkout/refund.ts": "export function refundOrder() {}\n", "src/checkout/total.ts": "" });
  commit("Refunds");
  rmSync(join(folder, "src/cart"), { recursive: true });
  const pushed = commit("No carts\n\nNobody uses them.");
  const alone = { git: noOther, objects };
  const known = new Map(past.commits.map((one) => [one.id, one]));
  expect(await listCommit(alone, pushed, listing)).toEqual(await listCommit(whole, pushed, undefined));
  expect(await readCommits(alone, pushed, { ...everything, known, past })).toEqual(
    await readCommits(whole, pushed, { ...everything, past: undefined }),
  );
});

test("what may be a move is told by git, and so is a commit that is not like others", async () => {
  const { gitDir, folder, commit, git, write } = createRepository(shop);
  const whole = { git: createGit(gitDir), objects: openObjects(gitDir) };
  const past = await readCommits(whole, git("rev-parse", "HEAD"), { ...everything, past: undefined });
  renameSync(join(folder, "src/checkout/total.ts"), join(folder, "src/checkout/sum.ts"));
  const moved = commit("A sum");
  const { commits } = await readCommits(whole, moved, { ...everything, past });
  expect(commits[0]?.changes).toEqual([{ path: "src/checkout/sum.ts", from: "src/checkout/total.ts" }]);

  write({ "src/a.ts": "export {};\n" });
  git("add", ".");
  git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-m", "Stra\u00dfe");
  const odd = await readCommits(whole, git("rev-parse", "HEAD"), { ...everything, past });
  const fresh = await readCommits(whole, git("rev-parse", "HEAD"), { ...everything, past: undefined });
  expect(odd).toEqual(fresh);
});

test("names that look alike, because they are no UTF-8, are told by git", async () => {
  const { gitDir, folder, commit, git } = createRepository(shop);
  const whole = { git: createGit(gitDir), objects: openObjects(gitDir) };
  const write = (byte: number) =>
    writeFileSync(
      Buffer.concat([Buffer.from(join(folder, "src/caf")), Buffer.of(byte), Buffer.from(".ts")]),
      `${byte}`,
    );
  write(0xe9);
  commit("One");
  const listing = await listCommit(whole, git("rev-parse", "HEAD"), undefined);
  write(0xff);
  const pushed = commit("Another");
  const { files } = await listCommit(whole, pushed, listing);
  expect(files.filter(({ path }) => path === "src/caf\ufffd.ts")).toHaveLength(2);
  expect(files).toEqual((await listCommit(whole, pushed, undefined)).files);
});
