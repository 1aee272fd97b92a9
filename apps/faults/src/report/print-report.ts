import type { SuiteReport } from "../suites/suite.ts";

/** Says what was broken and how to see it again, then the counts. @returns how many cases failed */
export function printReport(
  reports: ReadonlyMap<string, SuiteReport | undefined>,
  say: (line: string) => void,
): number {
  for (const [name, report] of reports)
    if (!report) say(`did not run: ${name} (there is no Postgres to start)`);
  const verdicts = [...reports.values()].flatMap((report) => report?.verdicts ?? []);
  const failed = verdicts.filter(({ violations }) => violations.length > 0);
  for (const [replay, cases] of Map.groupBy(failed, (verdict) => verdict.replay)) {
    for (const { name } of cases) say(`\nbroken: ${name}`);
    const violations = new Set(cases.flatMap((verdict) => verdict.violations));
    for (const violation of violations) say(`  - ${shorten(violation)}`);
    say(`  again: ${replay}`);
  }
  say(`${verdicts.length - failed.length} passed, ${failed.length} failed`);
  return failed.length;
}

const LONGEST = 1200;

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
