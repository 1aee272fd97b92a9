import type { EnvironmentVariables } from "@osorganicai/instance";
import type { ChildFacts } from "./child/child-facts.ts";

/** How bad a finding is. `not_asked`: nothing is known, and the finding says why nobody looked. */
export type Severity = "ok" | "not_asked" | "warning" | "error";

/** One thing that was found. Texts never hold a secret: see `hideSecrets`. */
export interface Finding {
  readonly severity: Severity;
  /** What is there or is not, in one sentence. */
  readonly what: string;
  /** What comes of it. */
  readonly why?: string;
  /** A command to run, or the edit to make. */
  readonly fix?: string;
  /** Files of the child that wait for somebody to choose: they alone make the process end with 5. */
  readonly parked?: readonly string[];
}

/** What checks look at. Nothing else of the machine, so that tests decide about all of it. */
export interface DoctorContext {
  /** The child's folder, absolute. */
  readonly directory: string;
  readonly environment: EnvironmentVariables;
  /** Whether the model may be asked, which costs money. */
  readonly live: boolean;
  /** `v24.21.0`. */
  readonly nodeVersion: string;
  /** What several checks need to know of the child, read once. */
  readonly child: ChildFacts;
  /** Aborted when the check has used up its time. */
  readonly signal: AbortSignal;
}

/** One line of the table of checks. What it throws becomes a finding. */
export interface Check {
  /** For `--only`. */
  readonly name: string;
  /** What a person reads. */
  readonly title: string;
  /** Longest time, in milliseconds. @default 5_000 */
  readonly timeoutMs?: number;
  run(context: DoctorContext): Promise<readonly Finding[]>;
}

/** What came of a check. */
export interface CheckResult {
  readonly name: string;
  readonly title: string;
  /** The worst of its findings. */
  readonly severity: Severity;
  readonly durationMs: number;
  readonly findings: readonly Finding[];
}

/** From best to worst. */
export const severities: readonly Severity[] = ["ok", "not_asked", "warning", "error"];

/** The worst severity of findings; of none: `ok`. */
export function worstOf(findings: readonly Pick<Finding, "severity">[]): Severity {
  const ranks = findings.map(({ severity }) => severities.indexOf(severity));
  return severities[Math.max(0, ...ranks)] ?? "ok";
}

/** All is well, in one sentence. */
export function ok(what: string): readonly Finding[] {
  return [{ severity: "ok", what }];
}

/** Nobody looked, and this is why. */
export function notAsked(what: string, fix?: string): readonly Finding[] {
  return [{ severity: "not_asked", what, ...(fix !== undefined && { fix }) }];
}
