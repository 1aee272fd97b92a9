// `pnpm --filter bench spawn`: making a child without installing it, beside two well-known programs of that kind.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { installPeers } from "../install-peers.ts";
import { listContenders } from "./contenders.ts";
import { measureRounds } from "./measure-rounds.ts";

/** The newest that the npm registry had. */
const peers = ["create-vite@9.3.0", "create-probot-app@2.2.0"];
const ROUNDS = 15;
const MOST_MS = 1000;
const MOST_RATIO = 0.5;

const folder = await mkdtemp(join(tmpdir(), "bench-spawn-"));
try {
  const contenders = await listContenders(folder, await installPeers(folder, peers));
  const milliseconds = await measureRounds(contenders, ROUNDS);
  const median = (name: string): number => milliseconds[name]?.median ?? Number.NaN;
  const ours = median("create-osorganicai");
  // Without git ours does what the others do; with it, what a user gets.
  const ratio = (one: string, other: string): number => Math.round((median(one) / median(other)) * 100) / 100;
  const ratios = {
    "the same work as create-probot-app": ratio("create-osorganicai --no-git", "create-probot-app"),
    "with repository and commit, beside create-probot-app": ratio("create-osorganicai", "create-probot-app"),
    "the same work as create-vite, which takes hardly longer than node itself": ratio(
      "create-osorganicai --no-git",
      "create-vite",
    ),
  };
  const result = {
    node: process.version,
    processors: availableParallelism(),
    rounds: ROUNDS,
    bars: { milliseconds: MOST_MS, ratio: MOST_RATIO },
    milliseconds,
    ratios,
  };
  await writeFile(
    join(import.meta.dirname, "../../results/spawn.json"),
    `${JSON.stringify(result, undefined, 2)}\n`,
  );
  for (const { name, does } of contenders)
    process.stdout.write(`${name.padEnd(28)} ${median(name).toFixed(0).padStart(5)} ms   ${does}\n`);
  for (const [what, times] of Object.entries(ratios))
    process.stdout.write(`${times.toFixed(2)} ×  ${what}\n`);
  if (ours > MOST_MS || ratios["the same work as create-probot-app"] > MOST_RATIO) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
