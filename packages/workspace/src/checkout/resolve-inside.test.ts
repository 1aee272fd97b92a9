import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveForWriting, resolveInside } from "./resolve-inside.ts";

// Whatever is refused here exists, so that it is refused for what it is and not for being missing.
let home: string;
let root: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "resolve-inside-"));
  root = join(home, "checkout");
  await mkdir(join(root, "src"), { recursive: true });
  await mkdir(join(root, ".GIT"));
  for (const file of ["secret", "checkout/src/a.ts", "checkout/.GIT/config"])
    await writeFile(join(home, file), "");
  await symlink(join(home, "secret"), join(root, "link"));
  await symlink(home, join(root, "way-out"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const refusals = [
  ["", "is empty"],
  ["../secret", "is not canonical"],
  ["src/../../secret", "is not canonical"],
  ["./src/a.ts", "is not canonical"],
  ["src//a.ts", "is not canonical"],
  ["/etc/passwd", "is absolute"],
  ["src/a.ts\0", "contains a NUL"],
  [".GIT/config", "lies in git's own folder"],
  ["link", "is a symbolic link"],
  ["way-out/secret", "passes way-out, which is a symbolic link"],
  ["src/a.ts/b", "passes src/a.ts, which is a file"],
] as const;
test.for(refusals)("the path %j is refused, for reading and for writing", async ([path, reason]) => {
  for (const resolve of [resolveInside, resolveForWriting])
    await expect(resolve(root, path)).rejects.toMatchObject({
      code: "path_refused",
      message: expect.stringContaining(reason),
    });
});

test("what is inside is found, and what is missing is known to be", async () => {
  expect(await resolveInside(root, "src/a.ts")).toEqual({ file: join(root, "src/a.ts"), exists: "file" });
  expect((await resolveInside(root, "src")).exists).toBe("folder");
  expect((await resolveInside(root, "lib/b.ts")).exists).toBeUndefined();
});

test("a folder is not written over", async () => {
  await expect(resolveForWriting(root, "src")).rejects.toMatchObject({ code: "path_refused" });
});
