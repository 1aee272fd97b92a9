import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { text } from "node:stream/consumers";

/** One thing that must hold before a change is merged. */
export interface Gate {
  readonly name: string;
  /** For the shell; exit code 0 when it holds. */
  readonly command: string;
}

/** What came of a gate. */
export interface GateResult extends Gate {
  readonly passed: boolean;
  readonly milliseconds: number;
  /** All that it printed, errors last. */
  readonly output: string;
}

/**
 * Runs every gate, whatever the others say.
 * @param options `atOnce`: how many at the same time; `onEnd`: called with each result as it comes
 * @returns in the order of `gates`
 */
export async function runGates(
  gates: readonly Gate[],
  { atOnce, onEnd }: { readonly atOnce: number; readonly onEnd: (result: GateResult) => void },
): Promise<readonly GateResult[]> {
  const waiting = [...gates.entries()];
  const results: GateResult[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, gate] = next;
      const result = await runGate(gate);
      results[index] = result;
      onEnd(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

async function runGate(gate: Gate): Promise<GateResult> {
  const start = performance.now();
  const child = spawn(gate.command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
  const [out, error, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  return { ...gate, passed: code === 0, milliseconds: performance.now() - start, output: `${out}${error}` };
}
