import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on loopback that passes deliveries on. */
export interface WebhookServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves one handler on a free port, for tests. */
export async function serveWebhooks(handle: (request: Request) => Promise<Response>): Promise<WebhookServer> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const request = new Request("http://localhost/api/webhooks", {
      method: "POST",
      headers,
      body: Buffer.concat(chunks),
    });
    const response = await handle(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
