import { existsSync, readdirSync, statSync } from "node:fs";
import { appendFile, mkdir, mkdtemp, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { spawnChild } from "create-osorganicai";
import { packPackages, type Tarball } from "../../../../scripts/pack-packages.ts";
import { runPnpm } from "../../../../scripts/run-pnpm.ts";
import { hashPackages } from "./hash-packages.ts";
import { oneAtATime } from "./one-at-a-time.ts";

const root = join(import.meta.dirname, "..", "..", "..", "..");
/** Not in node_modules: node strips no types there. */
const cache = join(root, ".cache", "demo-child");

/** Which child is wanted. */
export interface ChildWish {
  /** `provider:model`; undefined: whatever fits. */
  readonly model?: string | undefined;
  readonly signal: AbortSignal;
}

/** A child as a user gets it. */
export interface PreparedChild {
  /** Where it lies, installed. */
  readonly directory: string;
  /** False: it was made for this run. */
  readonly kept: boolean;
}

/**
 * Packs every package, spawns a child and installs those tarballs in it: what is shown is what a user gets. As long as the
 * packages stay the same, so does the child.
 */
export async function prepareChild({ model, signal }: ChildWish): Promise<PreparedChild> {
  const place = join(cache, hashPackages(root, model ?? ""));
  const directory = join(place, "my-shop");
  await mkdir(cache, { recursive: true });
  // Several demos may begin at once: one makes the child, the others wait for it.
  const kept = await oneAtATime(`${place}.lock`, signal, async () => {
    if (existsSync(directory)) return true;
    await makeChild(place, { model, signal });
    return false;
  });
  const now = new Date();
  await utimes(place, now, now);
  await forgetOthers();
  return { directory, kept };
}

/** Beside its place, and moved there when it is complete: a demo may be killed at any moment. */
async function makeChild(place: string, { model, signal }: ChildWish): Promise<void> {
  const temporary = await mkdtemp(`${place}-`);
  try {
    const tarballs = join(temporary, "tarballs");
    await mkdir(tarballs);
    const packed = await packPackages(root, tarballs, signal);
    const directory = join(temporary, "my-shop");
    await spawnChild({
      directory,
      answers: {
        name: "my-shop",
        domain: "e-commerce",
        supabase: false,
        ...(model !== undefined && { model }),
      },
      now: new Date(),
      git: false,
      environment: process.env,
      signal,
    });
    await optIn(join(directory, "osorganicai.config.ts"));
    await install(directory, packed, signal);
    await rename(temporary, place);
  } catch (error) {
    signal.throwIfAborted(); // A program that was interrupted says so in words of its own.
    throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The main job ends with a deployment, so this child merges by itself, which its owner has to want. */
async function optIn(file: string): Promise<void> {
  const config = await readFile(file, "utf8");
  await writeFile(file, config.replace(/(autoMerge|requirePreview): false/g, "$1: true"));
}

async function install(directory: string, tarballs: readonly Tarball[], signal: AbortSignal): Promise<void> {
  const overrides = Object.fromEntries(
    tarballs.map(({ name, file }) => [name, `file:../tarballs/${basename(file)}`]),
  );
  await appendFile(
    join(directory, "pnpm-workspace.yaml"),
    `# Nothing of ours is on the registry yet.\noverrides: ${JSON.stringify(overrides)}\n`,
  );
  await runPnpm(root, ["install", "--prefer-offline"], { cwd: directory, signal });
}

const DAY_MS = 86_400_000;

/** Children of packages that changed since. Not the youngest ones: somebody may be running them. */
async function forgetOthers(): Promise<void> {
  for (const name of readdirSync(cache)) {
    const place = join(cache, name);
    const { mtimeMs } = statSync(place, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > DAY_MS) await rm(place, { recursive: true, force: true });
  }
}
