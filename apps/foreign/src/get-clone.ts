import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { runCommand } from "./run-command.ts";
import type { Trial } from "./trial.ts";

/** Where clones come from, and go to. */
export interface CloneOptions {
  /** Clones or bare repositories; undefined: GitHub. */
  readonly from: string | undefined;
  readonly into: string;
}

/** Clones a repository and checks its commit out. @throws Error that names what could not be had */
export async function getClone(trial: Trial, { from, into }: CloneOptions): Promise<void> {
  const source = from === undefined ? trial.address : await findSource(trial, resolve(from));
  const steps = [
    ["clone", "--quiet", "--no-checkout", source, into],
    ["-C", into, "checkout", "--quiet", "-B", "main", trial.commit],
  ];
  for (const args of steps) {
    const { exitCode, stderr } = await runCommand("git", args);
    if (exitCode !== 0)
      throw new Error(`${trial.name} cannot be had from ${source}: ${stderr.trim().split("\n").at(-1)}`);
  }
}

async function findSource({ name, address }: Trial, from: string): Promise<string> {
  const [owner = "", repository = name] = new URL(address).pathname.split("/").slice(1);
  const places = [`${owner}+${repository}/repo`, name, `${name}.git`].map((place) => join(from, place));
  for (const place of places) {
    const there = await access(place).then(
      () => true,
      () => false,
    );
    if (there) return place;
  }
  throw new Error(`${name} (${address}) is not in ${from}. Looked for ${places.join(", ")}.`);
}
