import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type ListenOptions, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { CALL, CONNECTED, socketName } from "./relay-script.ts";
import { createWaitingLine, type WaitingLine } from "./waiting-line.ts";

/** A way from the host's loopback to a server inside, for as long as the relay lives. */
export interface Tunnel {
  /** Holds the socket that the relay dials; to be seen inside, read-only. */
  readonly folder: string;
  /** On the host's 127.0.0.1. */
  readonly port: number;
  /** Whether the server takes a call right now. Waits for the relay. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

/** More connections waiting than this are not the relay's. */
const MAX_WAITING = 16;

/** Listens for clients on a free port of 127.0.0.1, and for the relay on a unix socket. */
export async function openTunnel(): Promise<Tunnel> {
  const home = await mkdtemp(join(tmpdir(), "osorganicai-"));
  // Nobody but us gets through `home`; inside, where only this folder is seen, anybody may dial.
  const folder = join(home, "relay");
  await mkdir(folder, { mode: 0o755 });
  const line = createWaitingLine(MAX_WAITING);
  const relays = await listen(
    { path: join(folder, socketName), readableAll: true, writableAll: true },
    line.add,
  );
  const clients = await listen({ host: "127.0.0.1", port: 0 }, (client) => void passOn(client, line));
  return {
    folder,
    port: clients.port,
    async answers() {
      const server = await call(line);
      server?.destroy();
      return server !== undefined;
    },
    async close() {
      line.close();
      await Promise.all([clients.close(), relays.close()]);
      await rm(home, { recursive: true, force: true });
    },
  };
}

interface Listener {
  /** 0 for a unix socket. */
  readonly port: number;
  /** Destroys every connection too. Safe to call twice. */
  close(): Promise<void>;
}

async function listen(where: ListenOptions, take: (connection: Socket) => void): Promise<Listener> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    open.add(connection);
    connection.once("close", () => open.delete(connection));
    connection.on("error", () => connection.destroy());
    take(connection);
  });
  server.listen(where);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of open) connection.destroy();
      }),
  };
}

async function passOn(client: Socket, line: WaitingLine): Promise<void> {
  const server = await call(line);
  // A client may hang up while it waits, and a pipeline refuses to begin with a closed end.
  if (server === undefined || client.destroyed) {
    client.destroy();
    server?.destroy();
  } else pipeline(client, server, client, () => {});
}

/** A connection that the server inside has taken, or undefined when it takes none. */
async function call(line: WaitingLine): Promise<Socket | undefined> {
  const relay = await line.next();
  if (relay === undefined) return undefined;
  relay.write(CALL);
  const answer = await Promise.race([once(relay, "readable"), once(relay, "close")]).then(
    () => relay.read(CONNECTED.length) as Buffer | null,
    () => null,
  );
  if (answer?.toString() === CONNECTED) return relay;
  relay.destroy();
  return undefined;
}
