import type { ContractCase } from "./contract-case.ts";
import { isolationCases } from "./sandbox/isolation-cases.ts";
import { limitCases } from "./sandbox/limit-cases.ts";
import { ordinaryCases } from "./sandbox/ordinary-cases.ts";
import type { SandboxSubject } from "./sandbox/sandbox-subject.ts";
import { serverCases } from "./sandbox/server-cases.ts";

/** What every {@link Sandbox} must do: run real projects, and give nothing away to hostile ones. */
export const sandboxContract: readonly ContractCase<SandboxSubject>[] = [
  ...ordinaryCases,
  ...isolationCases,
  ...limitCases,
  ...serverCases,
];
