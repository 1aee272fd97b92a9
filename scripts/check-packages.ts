// What npm would serve: its shape (publint), its types (attw), its files, and no install scripts. One sentence per problem.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { findPackageProblems } from "./find-package-problems.ts";
import { packPackages, type Tarball } from "./pack-packages.ts";

/** attw's profile esm-only. */
const ignored: ReadonlySet<string> = new Set(["node10", "node16-cjs"]);
const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "osorganicai-pack-"));
const problems: string[] = [];
try {
  for (const tarball of await packPackages(root, folder)) problems.push(...(await checkTarball(tarball)));
} finally {
  rmSync(folder, { recursive: true });
}
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function checkTarball(tarball: Tarball): Promise<readonly string[]> {
  const bytes = readFileSync(tarball.file);
  const manifest = JSON.parse(readPacked(tarball, "package/package.json"));
  const paths = execFileSync("tar", ["-tzf", tarball.file], { encoding: "utf8" }).trim().split("\n");
  return [
    ...findPackageProblems(manifest, paths),
    ...(await runPublint(tarball, bytes, manifest)),
    ...(await runAttw(tarball, bytes)),
  ];
}

async function runPublint({ name }: Tarball, bytes: Buffer, manifest: Record<string, unknown>) {
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const { messages } = await publint({ pkgDir: "package", pack: { tarball }, strict: true });
  return messages.map((message) => `${name}: ${formatMessage(message, manifest, { color: false })}`);
}

async function runAttw({ name }: Tarball, bytes: Buffer): Promise<readonly string[]> {
  const analysis = await checkPackage(createPackageFromTarballData(bytes));
  if (!analysis.types) return [`${name}: has no types.`];
  return analysis.problems
    .filter((problem) => !("resolutionKind" in problem && ignored.has(problem.resolutionKind)))
    .map((problem) => `${name}: attw finds ${problem.kind} (${JSON.stringify(problem)})`);
}

function readPacked({ file }: Tarball, path: string): string {
  return execFileSync("tar", ["-xOzf", file, path], { encoding: "utf8" });
}
