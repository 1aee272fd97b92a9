import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openRepository } from "../repository/open-repository.ts";
import { composeRepository } from "./compose-repository.ts";
import { generateMaterial } from "./generate-material.ts";
import { readMirror } from "./read-mirror.ts";

const folder = await mkdtemp(join(tmpdir(), "bench-compose-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
const material = generateMaterial({ count: 44, meanBytes: 2000 });
const gitDir = join(folder, "made+up", "repo");
const { commit, pushed } = await composeRepository(gitDir, material);
const repository = openRepository(gitDir);

test("a repository has the files that it is made of, a few more with each commit", async () => {
  expect(await repository.listFiles(commit)).toHaveLength(44);
  const commits = await repository.listCommits(100);
  expect(commits.map(({ message }) => message)).toEqual([
    "A push",
    ...material.messages.slice(0, 9).toReversed(),
  ]);
});

test("a push changes twenty files", async () => {
  expect((await repository.diff(commit, pushed)).match(/^diff --git/gm)).toHaveLength(20);
});

test("files made up are as large as asked for, and the same every time", () => {
  const bytes = material.files.reduce((sum, { text }) => sum + text.length, 0) / 44;
  expect(Math.abs(bytes - 2000)).toBeLessThan(400);
  expect(generateMaterial({ count: 44, meanBytes: 2000 })).toEqual(material);
});

test("a mirror gives its sources and its messages", async () => {
  const { files, messages } = await readMirror(folder, { count: 10, meanBytes: 2000 });
  expect(files).toHaveLength(10);
  const paths = new Set(material.files.map(({ path }) => `made+up/0/${path}`));
  expect(files.filter(({ path }) => !paths.has(path))).toEqual([]);
  expect(messages).toContain(material.messages[0]);
});
