import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/** What the process of a registry is told. */
export interface RegistryStart {
  /** Absolute path of verdaccio's program. */
  readonly verdaccio: string;
  readonly config: object;
}

/** What it answers, once. */
export interface RegistryMessage {
  readonly url: string;
}

/** A running npm registry. */
export interface Registry {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  /** Of a user that may publish and unpublish our packages. */
  readonly token: string;
  stop(): Promise<void>;
}

/** Where a registry keeps its packages and gets those of others. */
export interface RegistryOptions {
  /** Absolute path of verdaccio's program. */
  readonly verdaccio: string;
  /** Folder of its own; what was published there before is there again. */
  readonly folder: string;
  /** The registry that third parties' packages come from; without one there are none but ours. */
  readonly upstream?: string;
  /** Absolute path of the certificates, in PEM, that `upstream` is trusted by beside the usual ones. */
  readonly certificates?: string | undefined;
}

/** Packages that only this registry has: nothing else may ever be installed under these names. */
const ours = ["@osorganicai/*", "osorganicai", "create-osorganicai"];

/** Starts verdaccio, in a process that ends with this one. */
export async function startRegistry(options: RegistryOptions): Promise<Registry> {
  const { verdaccio, folder, upstream, certificates } = options;
  await mkdir(folder, { recursive: true });
  const start: RegistryStart = { verdaccio, config: configure(folder, upstream) };
  const child = fork(join(import.meta.dirname, "registry-main.ts"), [JSON.stringify(start)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    // verdaccio's own `ca` would replace the usual ones.
    env: certificates === undefined ? process.env : { ...process.env, NODE_EXTRA_CA_CERTS: certificates },
  });
  const url = await untilReady(child);
  return { url, token: await createUser(url), stop: () => stopProcess(child) };
}

function configure(folder: string, upstream: string | undefined): object {
  const publish = { access: "$all", publish: "$authenticated", unpublish: "$authenticated" };
  const others = upstream === undefined ? {} : { proxy: "upstream" };
  return {
    configPath: join(folder, "config.yaml"), // only the folder of it counts
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "htpasswd") } },
    uplinks: upstream === undefined ? {} : { upstream: { url: upstream, maxage: "1h", timeout: "60s" } },
    packages: {
      ...Object.fromEntries(ours.map((name) => [name, publish])),
      "**": { access: "$all", ...others },
    },
    publish: { allow_offline: true },
    web: { enable: false },
    max_body_size: "100mb",
    log: { type: "file", path: join(folder, "log"), level: "warn" },
  };
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("message", (message: RegistryMessage) => resolve(message.url));
    child.once("exit", (code) => reject(new Error(`The registry ended with ${code} before it was ready.`)));
  });
}

/** A user per start, so that a registry can be started again on the same folder. */
async function createUser(url: string): Promise<string> {
  const name = `ci-${process.hrtime.bigint()}`;
  const response = await fetch(`${url}-/user/org.couchdb.user:${name}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password: crypto.randomUUID() }),
  });
  const { token } = (await response.json()) as { readonly token?: string };
  if (token === undefined) throw new Error(`The registry gave no token: status ${response.status}.`);
  return token;
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.disconnect();
  await exited;
}
