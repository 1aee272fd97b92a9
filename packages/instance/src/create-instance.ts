import {
  type Delivery,
  type DeliveryStore,
  type Engine,
  type InstanceConfig,
  messageOf,
  type RunSummary,
  silentLogger,
} from "@osorganicai/core";
import { parseConfig } from "@osorganicai/core/config";
import type { StoreReport } from "@osorganicai/store";
import { createHealthHandler, createWebhookHandler } from "@osorganicai/webhook-handler";
import type { SweepCounts } from "@osorganicai/worker";
import { environmentOfProcess } from "./config.ts";
import { createSweep } from "./create-sweep.ts";
import type { InstanceOptions } from "./instance-options.ts";
import { openParts, type Parts } from "./parts/open-parts.ts";
import { repeat } from "./repeat.ts";
import { addOwnRoutes } from "./routing/add-own-routes.ts";

/** A child at work. Everything is opened at its first use. */
export interface Instance {
  /** Stores a delivery and enqueues its run, as {@link DeliveryStore.record}: for whoever has no webhook to send. */
  record(delivery: Delivery): ReturnType<DeliveryStore["record"]>;
  /** `POST /api/webhooks`. */
  webhooks(request: Request): Promise<Response>;
  /** `GET /api/health`. */
  health(request: Request): Promise<Response>;
  readonly worker: {
    /** Starts working on runs, those that a crash interrupted first, and records what was missed meanwhile. */
    start(): Promise<void>;
    /** Lets running steps end, then closes everything. */
    stop(): Promise<void>;
  };
  /**
   * Resolves when nothing is left to do, or after `seconds`. Where no worker was started it works itself meanwhile, as an
   * invocation of a function does: it resolves as well when nothing can go on before its end, and gives the rest back.
   * Several may drain at once, in one process or in many.
   * @returns how many runs are left
   */
  drain(seconds: number): Promise<number>;
  /** Records what GitHub sent and we never got. A started worker does so by itself, at its start and every five minutes. */
  sweep(): Promise<SweepCounts>;
  /** Every run, newest first. */
  runs(): Promise<readonly RunSummary[]>;
  /** What happened, for whoever watches. */
  report(): Promise<StoreReport>;
}

/** A lost delivery is found after this long at most. */
const SWEEP_EVERY_MS = 5 * 60 * 1000;

/**
 * Composes a child: its agents on our adapters, over whatever database the environment names.
 * @throws OSOrganicError `config_invalid`, `environment_invalid`
 */
export function createInstance(config: InstanceConfig, options: InstanceOptions = {}): Instance {
  const resolved = parseConfig(config);
  addOwnRoutes(resolved.routes); // What can never run is said now, and not by an agent that stays silent.
  const environment = options.environment ?? environmentOfProcess();
  const log = (options.log ?? silentLogger).with({ instance: resolved.name });
  const directory = options.directory ?? process.cwd();
  let opened: Promise<Parts> | undefined;
  let starting: Promise<void> | undefined;
  let draining: Promise<number> | undefined;

  function parts(): Promise<Parts> {
    opened ??= openParts({ ...options, config: resolved, environment, directory, log }).catch(
      (error: unknown) => {
        opened = undefined; // A database that was down for a moment is asked again.
        throw error;
      },
    );
    return opened;
  }

  const sweep = createSweep({ parts, log });
  const sweeping = repeat(SWEEP_EVERY_MS, (signal) =>
    sweep(signal).catch((error: unknown) => {
      if (!signal.aborted) log.warn("sweep.failed", { error, message: messageOf(error) });
    }),
  );

  const record: Instance["record"] = async (delivery) => (await parts()).intake.record(delivery);

  return {
    record,
    webhooks: createWebhookHandler({
      ...options.intake,
      secrets: environment.webhookSecrets,
      deliveries: { record },
      log,
    }),
    health: createHealthHandler({ checks: { database: async () => (await parts()).store.report.summary() } }),
    worker: {
      async start() {
        starting = parts().then(({ engine }) => engine.start());
        await starting;
        await sweeping.start();
      },
      async stop() {
        await starting?.catch(() => undefined); // An engine that is half started cannot be stopped.
        await sweeping.stop();
        await draining?.catch(() => undefined);
        starting = undefined;
        const open = await opened?.catch(() => undefined);
        opened = undefined;
        await open?.engine.stop();
        await open?.close();
      },
    },
    async drain(seconds) {
      const { engine } = await parts();
      if (starting) return engine.drain(seconds);
      draining ??= drainAsFunction(engine, seconds).finally(() => (draining = undefined));
      return draining;
    },
    sweep: () => sweep(),
    runs: async () => (await parts()).engine.list(),
    report: async () => (await parts()).store.report,
  };
}

/** Steps that are under way when the time is up have that long to end; afterwards others take their runs over. */
const GRACE_SECONDS = 60;

async function drainAsFunction(engine: Engine, seconds: number): Promise<number> {
  await engine.start({ seconds: seconds + GRACE_SECONDS });
  try {
    return await engine.drain(seconds);
  } finally {
    await engine.stop();
  }
}
