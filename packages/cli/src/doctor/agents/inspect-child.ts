import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Inspection } from "./inspection.ts";

/** Below a check's own time, so that the check can say what was slow. */
const TIMEOUT_MS = 4_500;

/**
 * Loads a child's configuration and agents in a process of their own: code that never ends, exits or prints does no
 * harm there.
 * @throws Error in a sentence for the child's author
 */
export function inspectChild(directory: string, timeoutMs: number = TIMEOUT_MS): Promise<Inspection> {
  return new Promise((resolve, reject) => {
    const inspector = fork(entry(), [directory], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    inspector.once("message", (inspection) => resolve(inspection as Inspection));
    inspector.once("error", reject);
    // After an answer this changes nothing.
    inspector.once("close", (exitCode, signal) => reject(new Error(endedBy(exitCode, signal, timeoutMs))));
  });
}

function endedBy(exitCode: number | null, signal: string | null, timeoutMs: number): string {
  return signal === null
    ? `The child's code ended its process with exit code ${exitCode} while it was loaded. Nothing at the top of a module may do that.`
    : `The child's code was not loaded within ${timeoutMs / 1000} s. Look for an endless loop or an await at the top of osorganicai.config.ts and src/agents.`;
}

/** From the sources as well as from what was built. */
function entry(): string {
  const candidates = ["./inspect-main.ts", "./doctor/agents/inspect-main.js"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return candidates.find((path) => existsSync(path)) ?? "";
}
