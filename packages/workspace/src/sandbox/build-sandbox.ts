import { realpath } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type CommandResult,
  OSOrganicError,
  type Sandbox,
  type SandboxCommand,
  type SandboxServer,
} from "@osorganicai/core";
import { confineCommand } from "./confine-command.ts";
import { enterScript } from "./enter-script.ts";
import { pathInside, planFileView, relayFolder, type ViewEntry, workspaceFolder } from "./file-view.ts";
import type { Launcher } from "./launcher.ts";
import { openTunnel, type Tunnel } from "./open-tunnel.ts";
import { placeInstalled } from "./place-installed.ts";
import type { ResolvedSandboxOptions } from "./sandbox-options.ts";
import { type SandboxProcess, startProcess } from "./start-process.ts";
import { systemCallFilter } from "./system-call-filter.ts";

/** Where servers listen inside. Their network is their own, so it is never taken. */
const PORT = 3000;

/** A sandbox of the launcher's kind. What commands see of the system is decided now, once. */
export async function buildSandbox(
  launcher: Launcher,
  options: ResolvedSandboxOptions,
  asRoot: boolean,
): Promise<Sandbox> {
  const { limits, searchPath } = options;
  const system = await planFileView(options);
  const filter = systemCallFilter(process.arch);
  const confine = await confineCommand(process.arch);

  async function start(request: SandboxCommand, tunnel?: Tunnel): Promise<SandboxProcess> {
    const folder = await folderOf(request);
    const installed = await placeInstalled(folder, options.installed);
    const entering = {
      command: request.command,
      limits,
      asRoot,
      confine,
      installed: installed.map(({ to }) => to),
    };
    const script = enterScript(tunnel ? { ...entering, port: PORT } : entering);
    const view: readonly ViewEntry[] = [
      ...system,
      ...(tunnel ? [{ kind: "read" as const, path: relayFolder, from: tunnel.folder }] : []),
      { kind: "write", path: workspaceFolder, from: folder },
      ...installed.map(({ from, to }) => ({
        kind: "overlay" as const,
        path: `${workspaceFolder}/${to}`,
        from,
      })),
    ];
    const launch = launcher.commandLine({ view, scratchBytes: limits.scratchBytes, script });
    const commandLine = [...launch, ...assignments(request, options, tunnel)];
    return startProcess({ commandLine, filter, searchPath, outputBytes: limits.outputBytes });
  }

  return {
    kind: launcher.kind,
    run: async (request) => runToItsEnd(await start(request), request.timeoutMs ?? limits.commandMs),
    async serve(request) {
      const tunnel = await openTunnel();
      try {
        return await serveThrough(tunnel, await start(request, tunnel), limits.serverStartMs);
      } catch (error) {
        await tunnel.close();
        throw error;
      }
    },
  };
}

/** The clock is outside, where a fork bomb cannot stop it. */
async function runToItsEnd(command: SandboxProcess, timeoutMs: number): Promise<CommandResult> {
  const started = performance.now();
  let late = false;
  const clock = setTimeout(() => {
    late = true;
    command.kill();
  }, timeoutMs);
  try {
    // On a busy machine the time may be up before the command was even reached.
    const exitCode = await command.ended.catch((error: unknown) => (late ? 124 : Promise.reject(error)));
    const durationMs = Math.round(performance.now() - started);
    return { exitCode: late ? 124 : exitCode, output: command.output(), durationMs };
  } finally {
    clearTimeout(clock);
  }
}

async function serveThrough(tunnel: Tunnel, server: SandboxProcess, limitMs: number): Promise<SandboxServer> {
  const stop = async (): Promise<void> => {
    server.kill();
    await server.ended.catch(() => {});
    await tunnel.close();
  };
  // A server that ends by itself must not leave its clients waiting.
  void server.ended.catch(() => {}).then(tunnel.close);
  try {
    await waitUntilAnswering(tunnel, server, limitMs);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${tunnel.port}`, stop };
}

async function waitUntilAnswering(tunnel: Tunnel, server: SandboxProcess, limitMs: number): Promise<void> {
  const late = sleep(limitMs, `did not answer on $PORT within ${limitMs} ms`, { ref: false });
  const ended = server.ended.then((exitCode) => `ended with exit code ${exitCode} before its port answered`);
  for (;;) {
    const state = await Promise.race([ended, late, tunnel.answers()]);
    if (state === true) return;
    if (typeof state === "string")
      throw new OSOrganicError(
        "server_unreachable",
        `The server ${state}. Its last output:\n${server.output().slice(-2000).trim() || "(none)"}`,
      );
    await sleep(50);
  }
}

async function folderOf({ directory }: SandboxCommand): Promise<string> {
  try {
    return await realpath(directory);
  } catch (cause) {
    throw new OSOrganicError("path_refused", `There is no folder ${directory} to run a command in.`, {
      cause,
    });
  }
}

/** The whole environment of a command, as `env` takes it. */
function assignments(
  { environment }: SandboxCommand,
  options: Pick<ResolvedSandboxOptions, "path" | "environment">,
  tunnel: Tunnel | undefined,
): readonly string[] {
  const all = {
    PATH: [...options.path, pathInside].join(":"),
    HOME: "/tmp/home",
    TMPDIR: "/tmp",
    CI: "true",
    LANG: "C.UTF-8",
    ...options.environment,
    ...environment,
    ...(tunnel ? { PORT: String(PORT) } : {}),
  };
  return Object.entries(all).map(([name, value]) => `${name}=${value}`);
}
