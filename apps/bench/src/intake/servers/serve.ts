import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves on loopback and tells the port, which is what its parent waits for. Ends with its parent. */
export function serve(listener: RequestListener): void {
  const where = { port: 0, host: "127.0.0.1", backlog: 4096 };
  const server = createServer(listener).listen(where, () => {
    process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
  });
  process.on("SIGTERM", () => process.exit(0));
  process.on("disconnect", () => process.exit(0));
}

/** What a server is told by its parent. @throws Error when it is missing */
export function setting(name: "SECRET" | "DATABASE_URL" | "TOOLS" | "REST_URL" | "REST_KEY"): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}
