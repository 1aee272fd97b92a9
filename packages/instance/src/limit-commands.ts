import type { ResolvedConfig } from "@osorganicai/core/config";
import type { SandboxLimits } from "@osorganicai/workspace";

/** What a configuration says about commands, as a sandbox takes it. Who may take longer may also compute longer. */
export function limitCommands({
  limits: { commandSeconds },
}: Pick<ResolvedConfig, "limits">): Pick<SandboxLimits, "commandMs" | "cpuSeconds"> {
  return { commandMs: commandSeconds * 1000, cpuSeconds: Math.max(600, 2 * commandSeconds) };
}
