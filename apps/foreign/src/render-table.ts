import type { TrialResult } from "./run-trial.ts";

const columns: Readonly<Record<string, (result: TrialResult) => string>> = {
  repository: ({ name }) => name,
  shape: ({ shape }) => shape,
  "install s": ({ installSeconds }) => installSeconds.toFixed(1),
  "run s": ({ runSeconds }) => runSeconds.toFixed(1),
  "exit code": ({ exitCode }) => String(exitCode),
  branch: ({ branch }) => branch || "none",
  "red → green": ({ redToGreen }) => (redToGreen ? "yes" : "no"),
  "working tree": ({ differences }) =>
    differences.length === 0 ? "untouched" : `changed: ${differences.join(", ")}`,
};

/** A table in Markdown, so that it can be pasted into the README. */
export function renderTable(results: readonly TrialResult[]): string {
  const rows = results.map((result) => Object.values(columns).map((cell) => cell(result)));
  const names = Object.keys(columns);
  const widths = names.map((name, index) =>
    Math.max(name.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [line(names), line(rule), ...rows.map(line)].join("\n");
}
