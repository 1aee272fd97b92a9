import { isTestPath } from "./is-test-path.ts";

/** What the checks are, and what a change touches. */
export interface RunnerChange {
  /** The checks' commands. */
  readonly commands: readonly string[];
  /** Of the root's package.json. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Changed or deleted. */
  readonly paths: readonly string[];
}

/**
 * Programs of the project that its checks run by name, e.g. `scripts/lint.mjs`, and that a change touches, in
 * sentences: such a change would decide its own proof. Test files are no programs in this sense; the proof runs them
 * as they were. Only what the root's commands and scripts name is found, not what those programs run in turn.
 */
export function findChangedRunners({ commands, scripts, paths }: RunnerChange): readonly string[] {
  const programs = reachableScripts(commands, scripts).flatMap(programsOf);
  return paths
    .filter((path) => !isTestPath(path) && programs.includes(withoutExtension(path)))
    .map((path) => `${path} is run by the project's own checks, so a human has to change it`);
}

/** The commands, and every script that they name, directly or not. */
function reachableScripts(
  commands: readonly string[],
  scripts: Readonly<Record<string, string>>,
): readonly string[] {
  const found = new Map<string, string>();
  const visit = (text: string): void => {
    if (!/\b(npm|pnpm|yarn|bun|run-[sp]|npm-run-all)\b/.test(text)) return;
    for (const name of wordsOf(text).flatMap((word) => [`pre${word}`, word, `post${word}`])) {
      const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
      if (script === undefined || found.has(name)) continue;
      found.set(name, script);
      visit(script);
    }
  };
  commands.forEach(visit);
  return [...commands, ...found.values()];
}

const interpreter = /^(node|bun|deno|tsx|ts-node|sh|bash|python3?|ruby|perl|php)$/;
const loads = /^(--import|--require|-r|--loader|--experimental-loader)$/;

/** `node --import ./setup.js run.mjs && ./lint.sh` runs `setup`, `run` and `lint`. */
function programsOf(command: string): readonly string[] {
  return command.split(/&&|\|\||[;|&\n]/).flatMap((part) => {
    const words = wordsOf(part).flatMap((word) => (word.startsWith("-") ? word.split("=") : [word]));
    const start = words.findIndex((word) => !/^\w+=|^(npx|exec|time|cross-env)$/.test(word));
    const [first = "", ...rest] = start < 0 ? [] : words.slice(start);
    if (!interpreter.test(first)) return first.includes("/") ? [withoutExtension(first)] : [];
    const loaded = rest.filter((_, index) => loads.test(rest[index - 1] ?? ""));
    const main = rest.find(
      (word, index) => !word.startsWith("-") && word !== "run" && !loads.test(rest[index - 1] ?? ""),
    );
    // What follows `--test` are test files.
    return [...loaded, ...(main === undefined || rest.includes("--test") ? [] : [main])].map(
      withoutExtension,
    );
  });
}

function wordsOf(text: string): readonly string[] {
  return (text.match(/"[^"]*"|'[^']*'|[^\s;&|]+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, ""));
}

/** Programs may be named without their extension. */
function withoutExtension(path: string): string {
  return path.replace(/^\.\//, "").replace(/\.[cm]?[jt]s$|\.(sh|py|rb|pl|php)$/, "");
}
