// What one would build otherwise: Probot, and a job in pg-boss for every delivery.
import { createProbotListener } from "./create-probot-listener.ts";
import { loadPeer } from "./load-peer.ts";
import { serve, setting } from "./serve.ts";

/** As much of it as is used here. */
interface PgBoss {
  readonly PgBoss: new (
    url: string,
  ) => {
    on(event: "error", handle: () => void): void;
    start(): Promise<unknown>;
    createQueue(name: string): Promise<void>;
    send(name: string, data: object): Promise<string | null>;
  };
}

const { PgBoss } = await loadPeer<PgBoss>("pg-boss");
const boss = new PgBoss(setting("DATABASE_URL"));
boss.on("error", () => undefined);
await boss.start();
await boss.createQueue("deliveries");
serve(await createProbotListener(({ id, name, payload }) => boss.send("deliveries", { id, name, payload })));
