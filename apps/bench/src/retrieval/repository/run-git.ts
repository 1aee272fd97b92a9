import { spawn } from "node:child_process";

/**
 * What a git command prints.
 * @throws with what it complained of, when it ends with another code than 0
 */
export async function runGit(
  gitDir: string,
  args: readonly string[],
  input: string | Buffer = "",
): Promise<Buffer> {
  const child = spawn("git", ["--git-dir", gitDir, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  // A command that does not read its input may end before all is written; its exit code says whether that was wrong.
  child.stdin.on("error", () => {}).end(input);
  const [output, complaint, code] = await Promise.all([
    child.stdout.toArray() as Promise<Buffer[]>,
    child.stderr.toArray() as Promise<Buffer[]>,
    new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve)),
  ]);
  if (code === 0) return Buffer.concat(output);
  throw new Error(`git ${args.join(" ")} in ${gitDir} ended with ${code}: ${Buffer.concat(complaint)}`);
}
