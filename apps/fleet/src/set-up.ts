import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { publishPacked } from "../../../scripts/publish-packed.ts";
import { spawnChild } from "./child/spawn-child.ts";
import { createEnvironment } from "./create-environment.ts";
import { type ChildDomain, childDomains, type Fleet } from "./fleet.ts";
import { copyMother } from "./mother/copy-mother.ts";
import { makeFirstRelease } from "./mother/make-first-release.ts";
import { makeMajorRelease } from "./mother/make-major-release.ts";
import { makeMinorRelease } from "./mother/make-minor-release.ts";
import type { Release } from "./mother/release.ts";
import { type Registry, startRegistry } from "./registry/start-registry.ts";
import { runProgram } from "./run-program.ts";
import { type InstalledTool, installTool } from "./tools/install-tool.ts";
import { type ToolName, tools } from "./tools/tools.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const cache = join(root, "node_modules", ".cache", "fleet-tools");

/** A registry with three releases and three children that began with the first of them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const installed = await installTools();
  project.provide("tools", installed);
  const missing = Object.values(installed).flatMap((tool) => ("missing" in tool ? [tool.missing] : []));
  // What is about to be published is not published untried.
  if (missing.length > 0 && process.env["OSORGANICAI_PACKED"]) throw new Error(missing.join("\n"));
  for (const sentence of missing) console.warn(sentence);
  const { verdaccio, pnpm } = installed;
  if ("missing" in verdaccio || "missing" in pnpm) {
    project.provide("fleet", undefined);
    return async () => {};
  }
  const folder = await mkdtemp(join(tmpdir(), "osorganicai-fleet-"));
  let registry: Registry | undefined;
  const remove = async () => {
    await registry?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    registry = await startRegistry({
      verdaccio: verdaccio.program,
      folder: join(folder, "registry"),
      upstream: await ask("npm", "config", "get", "registry"),
      certificates: await findCertificates(),
    });
    const { url, token } = registry;
    const store = await ask(pnpm.program, "store", "path");
    const environment = await createEnvironment({
      home: join(folder, "home"),
      registry,
      pnpm: pnpm.program,
      store,
    });
    project.provide("fleet", {
      folder,
      registry: { url, token },
      environment,
      ...(await release(folder, environment)),
    });
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Children are spawned before there is anything newer, or they would not begin with the first release. */
async function release(
  folder: string,
  environment: Fleet["environment"],
): Promise<Pick<Fleet, "mother" | "children" | "versions" | "names">> {
  const mother = await copyMother(join(folder, "mother"), environment);
  const publish = async (release: Release) => {
    await publishPacked({ folder: release.packed, tag: "latest", environment });
    return release;
  };
  const first = await publish(await makeFirstRelease(mother));
  const children = await spawnChildren(join(folder, "children"), first.version, environment);
  const minor = await publish(await makeMinorRelease(mother));
  const major = await publish(await makeMajorRelease(mother));
  const versions = { first: first.version, minor: minor.version, major: major.version };
  return { mother: mother.folder, children, versions, names: first.names };
}

async function spawnChildren(
  folder: string,
  version: string,
  environment: Fleet["environment"],
): Promise<Fleet["children"]> {
  await mkdir(folder);
  const children: Partial<Record<ChildDomain, string>> = {};
  // One after the other: the first one's packages are there for the others.
  for (const domain of childDomains)
    children[domain] = await spawnChild({ folder, name: `my-${domain}`, domain, version, environment });
  return children as Fleet["children"];
}

async function installTools(): Promise<Record<ToolName, InstalledTool>> {
  const names = Object.keys(tools) as ToolName[];
  const entries = await Promise.all(
    names.map(async (name) => [name, await installTool(name, cache)] as const),
  );
  return Object.fromEntries(entries) as Record<ToolName, InstalledTool>;
}

/** npm trusts these, wherever it was told so. */
async function findCertificates(): Promise<string | undefined> {
  const file = await ask("npm", "config", "get", "cafile");
  return file === "" || file === "null" ? undefined : file;
}

/** What a program of this machine says, with the settings of whoever runs the stories. */
async function ask(...command: readonly string[]): Promise<string> {
  const environment = process.env as Readonly<Record<string, string>>;
  return (await runProgram(command, { cwd: root, environment })).trim();
}
