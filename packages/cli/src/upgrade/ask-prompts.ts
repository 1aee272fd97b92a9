import { execFile } from "node:child_process";

/**
 * The child's prompts from `osorganicai prompts` in a process of its own: the child's code runs there, without our secrets,
 * and not for ever.
 * @param bin the running CLI's own file
 */
export function askPrompts(bin: string, root: string): Promise<Readonly<Record<string, string>>> {
  const { PATH = "", HOME = "" } = process.env;
  const options = { env: { PATH, HOME }, timeout: 30_000, maxBuffer: 16 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, "prompts", "--json", "-C", root], options, (error, stdout, stderr) => {
      if (error === null) return resolve(JSON.parse(stdout) as Record<string, string>);
      const said = stderr
        .trim()
        .split("\n")
        .at(-1)
        ?.replace(/^osorganicai: /, "");
      return reject(new Error(said || `\`osorganicai prompts\` ended with ${error.code}`));
    });
  });
}
