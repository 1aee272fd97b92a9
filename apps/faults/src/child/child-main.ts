// A child of the product, as a process that may be killed at any place. Talks to whoever started it over IPC.
import { writeSync } from "node:fs";
import { createServer } from "node:http";
import { flushCompileCache } from "node:module";
import type { AddressInfo } from "node:net";
import { readBody } from "../world/read-body.ts";
import type { FromChild, ToChild, WorkerOptions } from "./messages.ts";
import type { Point } from "./point.ts";
import { watchPoints } from "./watch-points.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as WorkerOptions;
let { dieAt = [], record, freezeAt }: ToChild = options;

const say = (message: FromChild): void => void (process.connected && process.send?.(message));

watchPoints(options.origins, (label, side) => {
  const isHere = (point: Point) => point.label === label && point.side === side;
  if (dieAt.some(isHere)) {
    writeSync(process.stdout.fd, `\n${JSON.stringify({ label, side })}`);
    process.kill(process.pid, "SIGKILL");
  }
  if (freezeAt && isHere(freezeAt)) {
    freezeAt = undefined;
    process.kill(process.pid, "SIGSTOP");
  }
  if (record) say({ kind: "point", point: { label, side } });
});

process.on("message", (message: ToChild) => {
  // The way that is recorded is over: what was compiled on it is kept for the lives to come. A death keeps nothing.
  if (record && !message.record) flushCompileCache();
  ({ dieAt = [], freezeAt, record } = message);
  say({ kind: "armed" });
});
// Whoever started it is gone.
process.on("disconnect", () => process.exit(0));

// Only now: what it loads must find the watched ones.
const { createInstance } = await import("@osorganicai/instance");
const instance = createInstance(options.config, { directory: options.directory, ...options.options });
const server = createServer(async (incoming, outgoing) => {
  try {
    const body = await readBody(incoming);
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const request = new Request("http://127.0.0.1/api/webhooks", { method: "POST", headers, body });
    const answer = await instance.webhooks(request);
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  } catch {
    outgoing.destroy();
  }
});
await new Promise<void>((resolve) => server.listen(options.port, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
say({ kind: "listening", url: `http://127.0.0.1:${port}/api/webhooks`, port });
if (options.works) await startWorking();
say({ kind: "working" });

/** As whatever watches over processes does it: a start that fails, because the database is away, is tried again. */
async function startWorking(): Promise<void> {
  for (;;) {
    try {
      return await instance.worker.start();
    } catch (error) {
      process.stderr.write(`${String(error)}\n`);
      await instance.worker.stop().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
