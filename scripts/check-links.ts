// Every relative link and anchor of every document leads somewhere.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findBrokenLinks } from "./find-broken-links.ts";
import { listDocuments } from "./list-documents.ts";

const root = join(import.meta.dirname, "..");
const targets = {
  read: (path: string) => readFileSync(join(root, path), "utf8"),
  exists: (path: string) => existsSync(join(root, path)),
};
const broken = listDocuments(root)
  .filter(targets.exists)
  .flatMap((path) => findBrokenLinks(path, targets.read(path), targets));
for (const sentence of broken) process.stdout.write(`${sentence}\n`);
process.exitCode = broken.length > 0 ? 1 : 0;
