// A process that serves one registry: verdaccio, on a free port of the loopback. It ends when its channel closes.

import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { RegistryMessage, RegistryStart } from "./start-registry.ts";

const { verdaccio, config } = JSON.parse(process.argv[2] ?? "{}") as RegistryStart;
const { runServer } = createRequire(verdaccio)("verdaccio") as Verdaccio;

interface Verdaccio {
  runServer(config: object): Promise<Server>;
}

process.once("disconnect", () => process.exit());
const server = await runServer(config);
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}/` } satisfies RegistryMessage);
});
