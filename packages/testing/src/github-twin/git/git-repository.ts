import { createObjectReader, type GitObject } from "./read-objects.ts";
import { type GitCall, type GitResult, runGit } from "./run-git.ts";

/** A bare repository: the only home of its objects and refs. */
export interface GitRepository {
  readonly directory: string;
  /** Runs git in it and gives its standard output without the last line break. @throws Error when git fails */
  run(args: readonly string[], options?: Pick<GitCall, "input" | "environment">): Promise<string>;
  /** Runs git in it, whatever comes out. */
  attempt(args: readonly string[], options?: Pick<GitCall, "input" | "environment">): Promise<GitResult>;
  /** Any object, by whatever `git rev-parse` understands. */
  read(expression: string): Promise<GitObject | undefined>;
  close(): void;
}

/** Opens a bare repository that exists. */
export function openGitRepository(directory: string): GitRepository {
  const reader = createObjectReader(directory);
  const attempt: GitRepository["attempt"] = (args, options) => runGit({ directory, args, ...options });
  return {
    directory,
    attempt,
    async run(args, options) {
      const { exitCode, output, errors } = await attempt(args, options);
      if (exitCode !== 0) throw new Error(`git ${args.join(" ")} failed (${exitCode}): ${errors.trim()}`);
      return output.toString().replace(/\n$/, "");
    },
    read: reader.read,
    close: reader.close,
  };
}
