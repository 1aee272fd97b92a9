import type { Sandbox } from "@osorganicai/core";
import { createSandbox } from "@osorganicai/workspace";

/** The machine's sandbox, looked for at its first use: an instance without one still receives and clarifies. */
export function createLazySandbox(): Sandbox {
  let found: Promise<Sandbox> | undefined;
  const sandbox = (): Promise<Sandbox> => (found ??= createSandbox());
  return {
    kind: "automatic",
    run: async (command) => (await sandbox()).run(command),
    serve: async (command) => (await sandbox()).serve(command),
  };
}
