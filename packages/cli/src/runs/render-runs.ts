import type { RunDetails, RunSummary } from "@osorganicai/core";

/** Pure: one line a run, and a last one that counts them. */
export function renderList(runs: readonly RunSummary[]): string {
  const lines = runs.map((run) => `${run.status.padEnd(9)}  ${run.runId}  ${noteOf(run)}`.trimEnd());
  const count = runs.length === 1 ? "1 run." : `${runs.length} runs.`;
  return `${[...lines, count].join("\n")}\n`;
}

function noteOf({ status, error, waiting }: RunSummary): string {
  if (waiting) return `until ${waiting.until.toISOString()}: ${firstLine(waiting.reason)}`;
  return status === "failed" && error !== undefined ? firstLine(error) : "";
}

/** Pure: how far a run came, what it failed of or waits for, and what to do. */
export function renderRun(run: RunDetails): string {
  const { runId, subject, status, createdAt, steps, error, waiting } = run;
  const done = steps.filter(({ failed }) => !failed).length;
  const lines = [
    `run      ${runId}`,
    `subject  ${subject}`,
    `status   ${status}`,
    `created  ${createdAt.toISOString()}`,
    `steps    ${steps.length === 0 ? "none done" : `${done} done`}`,
    ...steps.map(({ name, failed }) => `  ${failed ? "failed" : "done  "}  ${name}`),
    ...(waiting
      ? [
          `waits    until ${waiting.until.toISOString()}, since ${waiting.since.toISOString()}, tried ${waiting.attempts} times`,
          `because  ${firstLine(waiting.reason)}`,
        ]
      : []),
    ...(error === undefined ? [] : [`error    ${firstLine(error)}`]),
    `to do    ${advice(run)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Pure: the whole help, by status. */
function advice({ runId, status }: RunSummary): string {
  const table: Readonly<Record<RunSummary["status"], string>> = {
    queued: "Nothing: it begins when its subject's earlier runs have ended and a worker is free.",
    running: "Nothing: a worker has it. Should that one die, another takes it over after a minute.",
    waiting: `Nothing: it goes on by itself. To try now: osorganicai runs retry '${runId}'`,
    succeeded: "Nothing: it is done.",
    failed: `Mend what it failed of, then: osorganicai runs retry '${runId}'. Or give it up: osorganicai runs discard '${runId}'`,
    cancelled: `Nothing, or start it again: osorganicai runs retry '${runId}'`,
  };
  return table[status];
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
