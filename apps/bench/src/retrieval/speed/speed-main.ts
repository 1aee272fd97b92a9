// `pnpm --filter bench retrieval-speed`: how long a repository takes to be indexed, a push to be followed and a text to be
// answered, and how much memory that needs. For the bars, which are for one core: `taskset -c 1`.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type Bar, writeResult } from "../../write-result.ts";
import { spread } from "../tasks/spread.ts";
import { composeRepository } from "./compose-repository.ts";
import { generateMaterial } from "./generate-material.ts";
import { type Figures, readFigures } from "./read-figures.ts";
import { readMirror } from "./read-mirror.ts";

const MEAN_BYTES = 12 * 1024;
const LARGE = 10_000;
const SMALL = 1000;
const QUERIES = 50;

const { values } = parseArgs({ options: { mirror: { type: "string" } } });
const folder = await mkdtemp(join(tmpdir(), "bench-retrieval-speed-"));
try {
  const small = await measure(SMALL);
  const large = await measure(LARGE);
  const material = values.mirror === undefined ? "generated" : "composed of real repositories";
  await writeResult("retrieval-speed", { material, small, large }, judge(small, large));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(count: number): Promise<Figures> {
  const wanted = { count, meanBytes: MEAN_BYTES };
  const material =
    values.mirror === undefined ? generateMaterial(wanted) : await readMirror(values.mirror, wanted);
  const { gitDir, commit, pushed } = await composeRepository(join(folder, `${count}.git`), material);
  const texts = join(folder, `${count}.json`);
  await writeFile(texts, JSON.stringify(spread(material.messages, QUERIES)));
  const program = join(import.meta.dirname, "measure-main.ts");
  const args = [program, gitDir, commit, pushed, join(folder, `${count}.index`), texts];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const figures = readFigures(stdout);
  process.stderr.write(`${count} files: ${JSON.stringify({ ...figures, findMs: figures.findP50Ms })}\n`);
  return figures;
}

function judge(small: Figures, large: Figures): readonly Bar[] {
  return [
    { what: "seconds to index 10 000 files", measured: round(large.coldMs / 1000), atMost: 25 },
    { what: "ms to follow a push of 20 files", measured: round(large.pushMs), atMost: 200 },
    { what: "ms for a text among 1000 files, median", measured: round(small.findP50Ms), atMost: 50 },
    { what: "ms for a text among 10 000 files, median", measured: round(large.findP50Ms), atMost: 150 },
    { what: "MB at most with 10 000 files", measured: round(large.peakMegabytes), atMost: 600 },
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
