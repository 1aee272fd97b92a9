import type { Point } from "../child/point.ts";
import type { World } from "../world/open-world.ts";
import type { Worker } from "../world/start-worker.ts";
import { followIssue, openIssue } from "./person.ts";

/** Where the child dies on one issue's way through the product. */
export interface Flow {
  /** One after the other; each is looked for in the life that follows the kill before it. */
  readonly kills: readonly Point[];
  /** Whether the child tells the places it passes. */
  readonly record: boolean;
}

/** How it went. */
export interface Driven {
  readonly issue: number;
  /** Places that were reached, and where the child died. */
  readonly killed: readonly Point[];
  /** False: something is still under way, and nothing moves. */
  readonly rested: boolean;
  /** The child that lives now. */
  readonly worker: Worker;
}

/** Opens an issue, answers what is asked, and starts the child again whenever it has died, until everything is at rest. */
export async function driveFlow(world: World, living: Worker, { kills, record }: Flow): Promise<Driven> {
  const lives = createLives(world, living, kills);
  await living.arm({ record, ...(kills[0] && { dieAt: kills[0] }) });
  const issue = await openIssue(world);
  const rested = await followIssue(world, issue, lives.revive);
  return { issue, rested, killed: lives.killed, worker: lives.current() };
}

interface Lives {
  /** Starts the child again when it is dead. @returns whether it was */
  revive(): Promise<boolean>;
  readonly killed: readonly Point[];
  current(): Worker;
}

function createLives(world: World, living: Worker, kills: readonly Point[]): Lives {
  const due = [...kills];
  const killed: Point[] = [];
  let worker = living;
  let dead = false;
  let signal: NodeJS.Signals | null = null;
  const watch = (next: Worker): void =>
    void next.ended.then((ended) => {
      dead = true;
      signal = ended;
    });
  watch(worker);

  /** A life may end before it listens: the next place may lie in its start. */
  async function start(): Promise<void> {
    const [point] = due;
    const next = await world.start(point ? { dieAt: point } : {});
    if (next) {
      worker = next;
      dead = false;
      watch(next);
      await next.working;
      return;
    }
    signal = "SIGKILL"; // It died before it listened.
    bury();
    await start();
  }

  function bury(): void {
    const point = due.shift();
    if (!point || signal !== "SIGKILL") throw new Error("The child died, and nobody killed it.");
    killed.push(point);
  }

  return {
    killed,
    current: () => worker,
    async revive() {
      if (!dead) return false;
      bury();
      await start();
      return true;
    },
  };
}
