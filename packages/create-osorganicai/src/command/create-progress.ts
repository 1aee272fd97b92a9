import type { SpawnStep } from "../spawn/spawn-child.ts";

/** Says what is under way. */
export interface Progress {
  begin(step: SpawnStep): void;
  end(): void;
}

/** A spinner on a terminal, a line for each step elsewhere. @param manager that installs */
export async function createProgress(output: NodeJS.WriteStream, manager: string): Promise<Progress> {
  const texts: Readonly<Record<SpawnStep, string>> = {
    write: "Writing the files",
    install: `Installing with ${manager}`,
    commit: "Making the first commit",
  };
  if (!output.isTTY) return { begin: (step) => void output.write(`${texts[step]}\n`), end: () => {} };
  const { spinner } = await import("@clack/prompts");
  const turning = spinner({ output });
  let started = false;
  return {
    begin(step) {
      if (started) turning.message(texts[step]);
      else turning.start(texts[step]);
      started = true;
    },
    end: () => started && turning.stop("Done"),
  };
}
