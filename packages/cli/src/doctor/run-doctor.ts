import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EnvironmentVariables } from "@osorganicai/instance";
import { UsageError } from "../run/usage-error.ts";
import {
  type Check,
  type CheckResult,
  type DoctorContext,
  type Finding,
  type Severity,
  worstOf,
} from "./check.ts";
import { checks as allChecks } from "./checks.ts";
import { createChildFacts } from "./child/child-facts.ts";
import { createHideSecrets } from "./hide-secrets.ts";
import { runCheck } from "./run-check.ts";

/** What the doctor was asked for. */
export interface DoctorOptions {
  /** The child's folder, absolute. */
  readonly directory: string;
  readonly environment: EnvironmentVariables;
  readonly nodeVersion: string;
  readonly live: boolean;
  /** Names of checks. Empty: all. */
  readonly only: readonly string[];
  /** Milliseconds, from any moment on. */
  readonly now: () => number;
  /** @default the table of all checks */
  readonly checks?: readonly Check[];
}

/** All that was found. The shape of `--json`. */
export interface DoctorReport {
  readonly directory: string;
  /** The worst of all checks. */
  readonly severity: Severity;
  /** Findings by severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** Files that an upgrade has parked. */
  readonly parked: readonly string[];
  readonly durationMs: number;
  readonly checks: readonly CheckResult[];
}

/**
 * Runs every check at once, each within its own time, and hides secrets in what they say.
 * @throws UsageError when the folder is no child, or a check is not known
 */
export async function runDoctor(options: DoctorOptions): Promise<DoctorReport> {
  const { directory, environment, nodeVersion, live, now } = options;
  const checks = chooseChecks(options);
  assertChild(directory);
  const startedAt = now();
  const child = createChildFacts(directory, environment);
  const context: Omit<DoctorContext, "signal"> = { directory, environment, live, nodeVersion, child };
  const results = await Promise.all(checks.map((check) => runCheck(check, context, now)));
  return {
    directory,
    ...summarize(results),
    durationMs: Math.round(now() - startedAt),
    checks: results.map((result) => withoutSecrets(result, createHideSecrets(environment))),
  };
}

function chooseChecks({ only, checks = allChecks }: DoctorOptions): readonly Check[] {
  const unknown = only.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no check ${unknown.join(", ")}. There are: ${checks.map(({ name }) => name).join(", ")}.`,
    );
  return only.length === 0 ? checks : checks.filter(({ name }) => only.includes(name));
}

const signs = [
  ".osorganicai/lock.json",
  "osorganicai.config.ts",
  "osorganicai.config.js",
  "osorganicai.config.mjs",
];

function assertChild(directory: string): void {
  if (signs.some((path) => existsSync(join(directory, path)))) return;
  throw new UsageError(
    `${directory} is no child: it has neither ${signs[0]} nor ${signs[1]}. Run this in the folder of a child, or name it with --directory.`,
  );
}

function summarize(results: readonly CheckResult[]): Pick<DoctorReport, "severity" | "counts" | "parked"> {
  const findings = results.flatMap((result) => result.findings);
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    severity: worstOf(results),
    counts: {
      ok: count("ok"),
      not_asked: count("not_asked"),
      warning: count("warning"),
      error: count("error"),
    },
    parked: findings.flatMap(({ parked = [] }) => parked),
  };
}

function withoutSecrets(result: CheckResult, hide: (text: string) => string): CheckResult {
  const hidden = ({ what, why, fix, ...rest }: Finding): Finding => ({
    ...rest,
    what: hide(what),
    ...(why !== undefined && { why: hide(why) }),
    ...(fix !== undefined && { fix: hide(fix) }),
  });
  return { ...result, findings: result.findings.map(hidden) };
}
