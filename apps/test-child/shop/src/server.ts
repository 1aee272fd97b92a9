import { createServer, type IncomingMessage, type Server } from "node:http";
import { catalog } from "./catalog.ts";
import { checkout, type Order } from "./checkout.ts";
import { ShopError } from "./shop-error.ts";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Everything the shop answers, apart from sockets, so that tests can call it. */
export function answer(method: string, path: string, body: string): Answer {
  if (method === "GET" && path === "/api/health") return { status: 200, body: { status: "ok" } };
  if (method === "GET" && path === "/api/products") return { status: 200, body: catalog };
  if (method === "POST" && path === "/api/checkout") return answerCheckout(body);
  return { status: 404, body: { error: "There is nothing here." } };
}

function answerCheckout(body: string): Answer {
  try {
    return { status: 200, body: checkout(parseOrder(body)) };
  } catch (error) {
    if (error instanceof ShopError) return { status: 422, body: { error: error.message } };
    throw error;
  }
}

function parseOrder(body: string): Order {
  const order = parseJson(body) as Partial<Order> | null;
  if (!Array.isArray(order?.lines) || typeof order.country !== "string") {
    throw new ShopError("Send lines and a country.");
  }
  return { ...order, lines: order.lines, country: order.country };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ShopError("Send JSON.");
  }
}

function serve(): Server {
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const { status, body } = answer(request.method ?? "GET", pathname, await readBody(request));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

if (import.meta.main) {
  const port = Number(process.env["PORT"] ?? 3000);
  serve().listen(port, "127.0.0.1", () => console.log(`The shop is open on port ${port}.`));
}
