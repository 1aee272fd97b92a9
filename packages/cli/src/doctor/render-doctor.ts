import { styleText } from "node:util";
import type { Finding, Severity } from "./check.ts";
import type { DoctorReport } from "./run-doctor.ts";

const marks: Readonly<
  Record<Severity, { readonly mark: string; readonly color: "green" | "gray" | "yellow" | "red" }>
> = {
  ok: { mark: "✓", color: "green" },
  not_asked: { mark: "·", color: "gray" },
  warning: { mark: "!", color: "yellow" },
  error: { mark: "✗", color: "red" },
};

/** How wide a terminal is; undefined: this is none. */
export type Columns = number | undefined;

/** The report for a person: a table on a terminal, otherwise one line for each finding, which `grep` can use. */
export function renderDoctor(report: DoctorReport, columns: Columns): string {
  const lines = columns === undefined ? renderLines(report) : renderTable(report, columns);
  return `${[...lines, "", renderSummary(report)].join("\n")}\n`;
}

function renderLines({ checks }: DoctorReport): readonly string[] {
  return checks.flatMap(({ name, findings }) =>
    findings.map(({ severity, what, why, fix }) => {
      const rest = severity === "ok" ? [] : [why, fix && `Fix: ${fix}`];
      return [
        severity.replace("_", " ").padEnd(9),
        name.padEnd(15),
        [what, ...rest]
          .filter(Boolean)
          .join(" ")
          .replaceAll(/\s*\n\s*/g, " "),
      ].join("  ");
    }),
  );
}

const INDENT = 4;

function renderTable({ checks }: DoctorReport, columns: number): readonly string[] {
  const width = Math.max(...checks.map(({ title }) => title.length));
  const room = Math.max(30, columns - width - INDENT - 2);
  return checks.flatMap(({ title, findings }) =>
    findings.flatMap((finding, index) => {
      const { mark, color } = marks[finding.severity];
      const [first = "", ...rest] = textOf(finding, room);
      const name = (index === 0 ? title : "").padEnd(width);
      return [
        `${styleText(color, mark)} ${name}  ${first}`,
        ...rest.map((line) => `${" ".repeat(width + INDENT)}${line}`),
      ];
    }),
  );
}

function textOf({ severity, what, why, fix }: Finding, room: number): readonly string[] {
  if (severity === "ok") return wrap(what, room);
  return [
    ...wrap(what, room),
    ...(why === undefined ? [] : wrap(why, room).map((line) => styleText("gray", line))),
    ...(fix === undefined ? [] : wrap(`→ ${fix}`, room).map((line) => styleText("cyan", line))),
  ];
}

/** Breaks between words; a word that is too long, such as a command's path, stays whole so that it can be copied. */
function wrap(text: string, room: number): readonly string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines = [""];
    for (const word of paragraph.trim().split(/ +/)) {
      const line = lines.at(-1) ?? "";
      if (line !== "" && line.length + word.length >= room) lines.push(word);
      else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
    }
    return lines;
  });
}

function renderSummary({ counts, parked, durationMs }: DoctorReport): string {
  const parts = [
    counts.error > 0 && `${counts.error} ${counts.error === 1 ? "error" : "errors"}`,
    parked.length > 0 && `${parked.length} parked`,
    counts.warning > 0 && `${counts.warning} ${counts.warning === 1 ? "warning" : "warnings"}`,
    counts.not_asked > 0 && `${counts.not_asked} not asked`,
  ].filter(Boolean);
  const seconds = `${(durationMs / 1000).toFixed(1)} s`;
  if (parts.length === 0) return `All is well (${seconds}).`;
  return `${counts.error === 0 ? "No errors; " : ""}${parts.join(", ")} (${seconds}).`;
}
