// The least that one could write: node:http, a digest, one INSERT of one row. No run, no checks, nothing else.
import { createHmac, timingSafeEqual } from "node:crypto";
import { loadPeer } from "./load-peer.ts";
import { serve, setting } from "./serve.ts";

const { default: pg } = await loadPeer<typeof import("pg")>("pg");
const pool = new pg.Pool({ connectionString: setting("DATABASE_URL"), max: 10 });
const secret = setting("SECRET");

serve((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    const body = Buffer.concat(chunks);
    const given = Buffer.from(String(request.headers["x-hub-signature-256"]).slice(7), "hex");
    const digest = createHmac("sha256", secret).update(body).digest();
    if (given.length !== 32 || !timingSafeEqual(digest, given)) return response.writeHead(401).end();
    const { rowCount } = await pool.query({
      name: "insert",
      text: "insert into inbox (delivery, event, payload) values ($1, $2, $3) on conflict do nothing",
      values: [request.headers["x-github-delivery"], request.headers["x-github-event"], body.toString()],
    });
    return response.writeHead(202).end(rowCount ? "new" : "duplicate");
  });
});
