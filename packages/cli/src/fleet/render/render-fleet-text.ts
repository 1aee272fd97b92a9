import { styleText } from "node:util";
import type { ChildRow, ChildState, FleetReport } from "../fleet-report.ts";
import { describeRow, stateWords, summarize } from "./describe-row.ts";

const colors: Readonly<Record<ChildState, "red" | "yellow" | "green">> = {
  broken: "red",
  parked: "red",
  failed: "red",
  red: "red",
  todo: "yellow",
  behind: "yellow",
  current: "green",
};

const headings = ["state", "child", "version", "upgraded", "CI", "notes"] as const;

/** The fleet for a person. @param columns of the terminal; undefined: plain lines without colour, nothing cut */
export function renderFleetText(report: FleetReport, columns: number | undefined): string {
  const { children, counts, current, incomplete } = report;
  const cells = children.map(cellsOf);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lines = cells.map((row, index) => {
    const line = align(row, widths);
    if (columns === undefined) return line;
    const { state = "current" } = children[index] ?? {};
    const width = widths[0] ?? 0;
    const cut = line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
    return `${styleText(colors[state], cut.slice(0, width))}${cut.slice(width)}`;
  });
  const heading = align(headings, widths);
  return `${[
    ...(children.length > 0
      ? [columns === undefined ? heading : styleText("bold", heading), ...lines, ""]
      : []),
    `${summarize(counts)}. The newest version known here is ${current}.`,
    ...incomplete.map((sentence) => `Not whole: ${sentence}`),
  ].join("\n")}\n`;
}

function cellsOf(row: ChildRow): readonly string[] {
  const { state, place, version = "?", upgradedAt = "?", ci } = row;
  return [
    stateWords[state],
    place,
    version,
    upgradedAt.slice(0, 10),
    ci === "unknown" ? "?" : ci,
    describeRow(row),
  ].map(printable);
}

/** Names come from files of others: nothing of them moves the cursor. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "�");
}

function align(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : (widths[column] ?? 0)))
    .join("  ")
    .trimEnd();
}
