import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Tool, type ToolName, tools } from "./tools.ts";

const run = promisify(execFile);

/** A tool that is there, or why it is not. */
export type InstalledTool = { readonly program: string } | { readonly missing: string };

/**
 * Installs a tool in its own folder below `cache`, once: what is there is used again. No install script runs.
 * @returns the absolute path of its program; `missing` when npm could not get it, e.g. without a network
 */
export async function installTool(name: ToolName, cache: string): Promise<InstalledTool> {
  const tool: Tool = tools[name];
  const folder = join(cache, `${name}-${tool.version}`);
  const program = join(folder, tool.program);
  if (existsSync(program)) return { program };
  await mkdir(cache, { recursive: true });
  // Under another name until it is whole, so that an interrupted installation is none.
  const temporary = await mkdtemp(join(cache, "installing-"));
  try {
    await writeFile(join(temporary, "package.json"), manifestOf(name, tool));
    await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: temporary });
    await rename(temporary, folder);
    return { program };
  } catch (error) {
    return { missing: `${name} ${tool.version} could not be installed: ${reasonOf(error)}` };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function manifestOf(name: ToolName, { version, overrides = {} }: Tool): string {
  return JSON.stringify({ private: true, dependencies: { [name]: version }, overrides });
}

/** `ENOTFOUND`, `E404`, …: npm's own word for it, else all that there is. */
function reasonOf(error: unknown): string {
  const text = String(error);
  return /^npm error code (\S+)$/m.exec(text)?.[1] ?? text;
}
