import type { Mother } from "./copy-mother.ts";
import { type Release, readPacked, release } from "./release.ts";

/**
 * The release that the children begin with. `OSORGANICAI_PACKED` names a folder that `changeset pack` has written: release.yml
 * tries those very files before it publishes them. Without it, what is built here becomes a major release.
 */
export async function makeFirstRelease(mother: Mother): Promise<Release> {
  const packed = process.env["OSORGANICAI_PACKED"];
  if (packed !== undefined) return readPacked(packed);
  return release(mother, {
    name: "@osorganicai/core",
    bump: "major",
    summary: "The first release of a fleet.",
  });
}
