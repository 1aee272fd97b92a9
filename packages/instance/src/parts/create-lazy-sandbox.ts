import type { Sandbox } from "@osorganicai/core";
import { createSandbox, type SandboxLimits } from "@osorganicai/workspace";

/** The machine's sandbox, looked for at its first use: an instance without one still receives and clarifies. */
export function createLazySandbox(limits: Partial<SandboxLimits>): Sandbox {
  let found: Promise<Sandbox> | undefined;
  const sandbox = (): Promise<Sandbox> => (found ??= createSandbox({ limits }));
  return {
    kind: "automatic",
    run: async (command) => (await sandbox()).run(command),
    serve: async (command) => (await sandbox()).serve(command),
  };
}
