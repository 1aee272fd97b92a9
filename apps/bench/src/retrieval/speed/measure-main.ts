// A process of its own, so that what it needs at most is what indexing needs. Arguments: git directory, commit, commit after a
// push, folder of the store, file with texts to ask for. The figures go to the standard output, as JSON.
import { readFile } from "node:fs/promises";
import { createFileIndexStore, indexRepository, openGitSource } from "@osorganicai/code-context";

const [gitDir = "", commit = "", pushed = "", folder = "", texts = ""] = process.argv.slice(2);
const queries = JSON.parse(await readFile(texts, "utf8")) as readonly string[];
const store = createFileIndexStore(folder);

const open = async (id: string) => indexRepository(await openGitSource({ gitDir, commit: id }), { store });
const cold = await time(() => open(commit));
const firstFind = await time(() => cold.result.find(queries[0] ?? ""));
const finds: number[] = [];
for (const text of queries) finds.push((await time(() => cold.result.find(text))).ms);
const push = await time(() => open(pushed));
const findAfterPush = await time(() => push.result.find(queries[0] ?? ""));
const figures = {
  files: cold.result.files.length,
  coldMs: cold.ms,
  firstFindMs: firstFind.ms,
  findMs: finds,
  pushMs: push.ms,
  firstFindAfterPushMs: findAfterPush.ms,
  processorSeconds: (process.resourceUsage().userCPUTime + process.resourceUsage().systemCPUTime) / 1e6,
  // Kilobytes.
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(figures));

async function time<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const started = performance.now();
  const result = await run();
  return { result, ms: performance.now() - started };
}
