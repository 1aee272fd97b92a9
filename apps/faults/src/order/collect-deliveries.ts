import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { World } from "../world/open-world.ts";
import { readBody } from "../world/read-body.ts";
import type { RawDelivery } from "../world/sign-delivery.ts";

/** Takes GitHub's deliveries in place of the child, who gets them later and otherwise. */
export interface Collector {
  /** They are signed with it, and the child knows it. */
  readonly secret: string;
  /** Everything that has come since the last time, in GitHub's order. */
  take(): Promise<readonly RawDelivery[]>;
  close(): Promise<void>;
}

/** From now on the child gets nothing by itself. */
export async function collectDeliveries({ twin, secret }: World): Promise<Collector> {
  let collected: RawDelivery[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = (await readBody(incoming)).toString();
    const { "x-github-delivery": id, "x-github-event": event } = incoming.headers;
    collected.push({ id: String(id), event: String(event), body });
    outgoing.writeHead(202).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await twin.setWebhook({ url: `http://127.0.0.1:${port}/`, secret });
  return {
    secret,
    async take() {
      await twin.idle();
      const taken = collected;
      collected = [];
      return taken;
    },
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
