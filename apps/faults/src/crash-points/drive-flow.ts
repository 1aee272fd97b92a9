import { describePoint, type Point } from "../child/point.ts";
import type { World } from "../world/open-world.ts";
import type { Worker } from "../world/start-worker.ts";
import { followIssue, openIssue } from "./person.ts";

/** Where the child dies on one issue's way through the product. */
export interface Flow {
  /** Each once, in whatever order it comes to them. */
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
  await living.arm({ record, dieAt: kills });
  const issue = await openIssue(world);
  const rested = await followIssue(world, issue, lives.revive);
  const worker = lives.current();
  await worker.arm({ record: false });
  return { issue, rested, killed: lives.killed, worker };
}

interface Lives {
  /** Starts the child again when it is dead. @returns whether it was */
  revive(): Promise<boolean>;
  readonly killed: readonly Point[];
  current(): Worker;
}

function createLives(world: World, living: Worker, kills: readonly Point[]): Lives {
  const killed: Point[] = [];
  let due = kills;
  let worker = living;
  let dead = false;
  const watch = (): void => void worker.ended.then(() => (dead = true));
  watch();

  async function bury(): Promise<void> {
    const { at } = await worker.ended;
    if (!at) throw new Error("The child died, and nobody killed it.");
    killed.push(at);
    due = due.filter((point) => describePoint(point) !== describePoint(at));
  }

  return {
    killed,
    current: () => worker,
    async revive() {
      if (!dead) return false;
      await bury();
      worker = await world.start({ dieAt: due });
      dead = false;
      watch();
      await worker.working;
      return true;
    },
  };
}
