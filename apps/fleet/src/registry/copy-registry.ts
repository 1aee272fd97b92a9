import { cp, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { Fleet } from "../fleet.ts";
import { type Registry, startRegistry } from "./start-registry.ts";

/**
 * A registry of one story's own, in which it may change what is published: it begins with what the fleet's has, and asks that
 * one for third parties' packages.
 */
export async function copyRegistry(
  { folder, registry, names }: RegistrySource,
  verdaccio: string,
): Promise<Registry> {
  const copy = await mkdtemp(join(folder, "registry-"));
  for (const name of names)
    await cp(join(folder, "registry", "storage", name), join(copy, "storage", name), { recursive: true });
  return startRegistry({ verdaccio, folder: copy, upstream: registry.url });
}

type RegistrySource = Pick<Fleet, "folder" | "registry" | "names">;
