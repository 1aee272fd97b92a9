import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { openChild } from "../child/open-child.ts";
import { childDomains } from "../fleet.ts";
import { storyWith, useFleet } from "./story.ts";

const story = storyWith();

story.for(childDomains)(
  "a child for %s that comes from the registry is green: tests, types, doctor",
  async (domain) => {
    const { children, versions, ...fleet } = useFleet();
    const child = await openChild(fleet, children[domain]);
    await child.run("pnpm", "test");
    await child.run("pnpm", "run", "check");
    await child.run("pnpm", "run", "doctor");
    // A pnpm that has to make exceptions for what came out today would have written them down.
    expect(await child.run("git", "log", "--format=", "--name-only", "-1")).not.toContain(
      "pnpm-workspace.yaml",
    );
    expect(JSON.parse(await child.read(".osorganicai/lock.json"))).toMatchObject({
      version: versions.first,
      spawnedWith: versions.first,
      answers: { domain },
    });
  },
);

story.for(childDomains)(
  "a child for %s has one copy of each of our packages, of the version that spawned it",
  (domain) => {
    const { children, versions } = useFleet();
    const copies = listCopies(children[domain]);
    expect(copies).toHaveLength(new Set(copies.map(({ name }) => name)).size);
    expect(new Set(copies.map(({ version }) => version))).toEqual(new Set([versions.first]));
  },
);

/** Name and version of every package of ours that pnpm has installed for a child. */
function listCopies(child: string): readonly { readonly name: string; readonly version: string }[] {
  const manifests = "node_modules/.pnpm/*/node_modules/{@osorganicai/*,osorganicai}/package.json";
  // A package links to the others' folders: those are the same copies again.
  const own = globSync(manifests, { cwd: child }).filter((path) => {
    const [, , folder = "", , ...rest] = path.split("/");
    return folder.startsWith(`${rest.slice(0, -1).join("+")}@`);
  });
  return own.map((path) => JSON.parse(readFileSync(join(child, path), "utf8")));
}
