import {
  type Actor,
  type AgentName,
  type Delivery,
  type DeliveryQueue,
  type DeliveryStatus,
  findRoute,
  isRunInterrupted,
  type Logger,
  messageOf,
  type Outcome,
  type Route,
  type RunContext,
  type RunStart,
  silentLogger,
} from "@osorganicai/core";

/** What stands behind a run. */
export interface DeliveryHandlerOptions {
  readonly deliveries: DeliveryQueue;
  /** Everything the instance reacts to; first match wins. */
  readonly routes: readonly Route[];
  /** Who we are on GitHub. */
  readonly self: () => Promise<Actor>;
  /** The subject of the conversation behind a delivery about a commit; undefined when it is none of ours. */
  readonly findSubject: (delivery: Delivery) => Promise<string | undefined>;
  readonly runAgent: (agent: AgentName, context: RunContext) => Promise<Outcome>;
  /** @default silent */
  readonly log?: Logger;
}

/** What became of a delivery. */
interface End {
  readonly kind: DeliveryStatus;
  readonly reason: string;
}

/**
 * One delivery's way through the instance: load it, find out who wants it and what it is about, let that agent work,
 * write down what became of it. Runs in the engine: everything that asks or changes the world is a step.
 *
 * @throws whatever was thrown on the way, after the delivery is settled as failed; the engine keeps the run for a retry
 */
export function createDeliveryHandler({
  deliveries,
  routes,
  self,
  findSubject,
  runAgent,
  log = silentLogger,
}: DeliveryHandlerOptions): (start: RunStart) => Promise<void> {
  return async function handleDelivery(start) {
    const { runId, deliveryId, subject, step } = start;
    const delivery = await step("delivery:load", () => deliveries.load(deliveryId));
    const context = { runId, delivery, subject, step, log: log.with({ runId, deliveryId, subject }) };

    let end: End | undefined;
    try {
      end = await work(context);
    } catch (error) {
      if (isRunInterrupted(error)) throw error;
      await settle(context, { kind: "failed", reason: messageOf(error) });
      throw error;
    }
    if (end) await settle(context, end);
  };

  /** @returns undefined when the delivery goes on elsewhere */
  async function work(context: RunContext): Promise<End | undefined> {
    const { delivery, subject, step } = context;
    const route = findRoute(routes, delivery, await step("github:self", self));
    if (!route) return { kind: "ignored", reason: "Nothing reacts to this event." };

    if (route.about === "commit") {
      const found = await step("delivery:find-subject", () => findSubject(delivery));
      if (found === undefined) return { kind: "ignored", reason: "It is about no conversation of ours." };
      if (found !== subject) return moveTo(context, found);
    }
    return runAgent(route.run, context);
  }

  /** Where the conversation's other runs are, so that none of them overlaps: the next run of this delivery goes on there. */
  async function moveTo({ delivery, step, log }: RunContext, subject: string): Promise<undefined> {
    await step("delivery:move", () => deliveries.moveTo(delivery.id, subject));
    log.info("delivery.moved", { to: subject });
    return undefined;
  }

  async function settle({ delivery, step, log }: RunContext, { kind: status, reason }: End): Promise<void> {
    await step("delivery:settle", () => deliveries.settle(delivery.id, status, reason));
    log.info("delivery.settled", { status, reason });
  }
}
