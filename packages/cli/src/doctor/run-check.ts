import { messageOf } from "@osorganicai/core";
import { type Check, type CheckResult, type DoctorContext, type Finding, worstOf } from "./check.ts";

const DEFAULT_TIMEOUT_MS = 5_000;

/** Runs one check within its time. Never rejects: what goes wrong is a finding. */
export async function runCheck(
  check: Check,
  context: Omit<DoctorContext, "signal">,
  now: () => number,
): Promise<CheckResult> {
  const { name, title } = check;
  const startedAt = now();
  const findings = await findWithin(check, context);
  return { name, title, severity: worstOf(findings), durationMs: Math.round(now() - startedAt), findings };
}

async function findWithin(
  { name, title, timeoutMs = DEFAULT_TIMEOUT_MS, run }: Check,
  context: Omit<DoctorContext, "signal">,
): Promise<readonly Finding[]> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => resolve([tooLate(title, timeoutMs)]), timeoutMs);
  });
  try {
    return await Promise.race([run({ ...context, signal: controller.signal }), late]);
  } catch (error) {
    return [
      {
        severity: "error",
        what: `This check could not be made: ${messageOf(error)}`,
        fix: `Put that right, then: osorganicai doctor --only ${name}`,
      },
    ];
  } finally {
    clearTimeout(timer);
    // What it has opened ends with it, whether it was too late or not.
    controller.abort();
  }
}

function tooLate(title: string, timeoutMs: number): Finding {
  return {
    severity: "error",
    what: `${title}: no answer within ${timeoutMs / 1000} s.`,
    why: "Whatever does not answer here will not answer an instance either.",
    fix: "Look whether the address is right and reachable from this machine, then run the check again.",
  };
}
