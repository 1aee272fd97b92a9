// `pnpm bench`: every benchmark that needs no data, one after the other. Ends with 1 when a bar of any is missed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const manifest = readFileSync(join(import.meta.dirname, "../package.json"), "utf8");
const { scripts } = JSON.parse(manifest) as { readonly scripts: Readonly<Record<string, string>> };

/** Tasks and their repositories lie elsewhere, so these ask for folders. */
const others: ReadonlySet<string> = new Set(["all", "retrieval", "retrieval:train", "retrieval:unseen"]);

for (const [name, command] of Object.entries(scripts)) {
  if (others.has(name)) continue;
  process.stdout.write(`\n${name}\n`);
  const [program = "", ...args] = command.split(" ");
  const child = spawn(program, args, { cwd: join(import.meta.dirname, ".."), stdio: "inherit" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) process.exitCode = 1;
}
