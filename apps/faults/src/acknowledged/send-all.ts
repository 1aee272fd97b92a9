import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Cluster } from "../cluster/start-cluster.ts";
import { type RawDelivery, sendDelivery } from "../world/sign-delivery.ts";
import type { Intake } from "./open-intake.ts";

/** What is sent, and how often somebody dies meanwhile. */
export interface SendOptions {
  readonly cluster: Cluster;
  readonly intake: Intake;
  /** Acknowledged ones. */
  readonly deliveries: number;
  readonly appKills: number;
  readonly databaseKills: number;
}

/** What came of it. */
export interface Sent {
  /** Ids of what was answered with 202. */
  readonly acknowledged: readonly string[];
  /** How many were answered otherwise, or not at all. */
  readonly refused: number;
  readonly appKills: number;
  readonly databaseKills: number;
  readonly durationMs: number;
}

const SENDERS = 24;

/** Sends until enough is acknowledged, while the app and its database are killed at even distances. */
export async function sendAll(options: SendOptions): Promise<Sent> {
  const { cluster, intake, deliveries } = options;
  const acknowledged: string[] = [];
  let refused = 0;
  let done = false;
  const startedAt = performance.now();

  async function send(): Promise<void> {
    while (!done) {
      const delivery = newDelivery();
      const { status } = await sendDelivery(intake.url(), delivery, intake.secret);
      if (status === 202) acknowledged.push(delivery.id);
      else {
        refused += 1;
        await wait(20);
      }
    }
  }

  /** One after the other, each when its share of the deliveries is acknowledged: so all of them fall into the sending. */
  async function kill(): Promise<void> {
    const due = planKills(options);
    for (const [nth, victim] of due.entries()) {
      while (acknowledged.length < ((nth + 0.5) / due.length) * deliveries) await wait(5);
      if (victim === "app") await intake.restart();
      else {
        await cluster.kill();
        await cluster.restart();
      }
    }
    while (acknowledged.length < deliveries) await wait(5);
    done = true;
  }

  await Promise.all([kill(), ...Array.from({ length: SENDERS }, send)]);
  const { appKills, databaseKills } = options;
  return { acknowledged, refused, appKills, databaseKills, durationMs: performance.now() - startedAt };
}

type Victim = "app" | "database";

/** Pure: who dies when, mixed evenly. */
export function planKills({
  appKills,
  databaseKills,
}: Pick<SendOptions, "appKills" | "databaseKills">): readonly Victim[] {
  const at = (victim: Victim, count: number) =>
    Array.from({ length: count }, (_, nth) => ({ victim, moment: (nth + 0.5) / count }));
  return [...at("app", appKills), ...at("database", databaseKills)]
    .toSorted((one, other) => one.moment - other.moment)
    .map(({ victim }) => victim);
}

/** About nothing that anybody reacts to. */
function newDelivery(): RawDelivery {
  const id = randomUUID();
  const body = JSON.stringify({
    action: "created",
    starred_at: new Date().toISOString(),
    nonce: id,
    repository: { id: 1, full_name: "acme/adder" },
    sender: { id: 7, login: "ann", type: "User" },
    padding: "x".repeat(1500),
  });
  return { id, event: "star", body };
}
