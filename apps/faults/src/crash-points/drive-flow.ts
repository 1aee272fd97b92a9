import { setTimeout as wait } from "node:timers/promises";
import type { Point } from "../child/point.ts";
import { at, type World } from "../world/open-world.ts";
import type { Worker } from "../world/start-worker.ts";
import { isAtRest } from "../world/until-at-rest.ts";
import { watchProgress } from "../world/watch-progress.ts";

/** One issue's way through the product, and where the child dies on it. */
export interface Flow {
  readonly title: string;
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

const INTERVAL_MS = 40;

/** Opens an issue, answers what is asked, and starts the child again whenever it has died, until everything is at rest. */
export async function driveFlow(world: World, living: Worker, flow: Flow): Promise<Driven> {
  const { person } = world;
  const due = [...flow.kills];
  const killed: Point[] = [];
  let worker = living;
  let dead = false;
  const watch = (next: Worker): void =>
    void next.ended.then(() => {
      dead = true;
    });
  watch(worker);
  await worker.arm({ record: flow.record, ...(due[0] && { dieAt: due[0] }) });
  const { data } = await person.issues.create({ ...at, title: flow.title });
  const progress = watchProgress(world);
  let answered = false;
  let rested = false;
  while (!rested && !(await progress.isStuck())) {
    if (dead) {
      const point = due.shift();
      if (point) killed.push(point);
      worker = await revive(due);
    }
    await wait(INTERVAL_MS);
    if (!(await isAtRest(world)) || dead) continue;
    if (answered || !(await isAsked(world, data.number))) rested = true;
    else {
      answered = true;
      await person.issues.createComment({ ...at, issue_number: data.number, body: "All of them." });
    }
  }
  return { issue: data.number, killed, rested, worker };

  /** A life may end before it listens: the next place may lie in its start. */
  async function revive(left: Point[]): Promise<Worker> {
    for (;;) {
      const next = await world.start(left[0] ? { dieAt: left[0] } : {});
      const point = left[0];
      if (next) {
        dead = false;
        watch(next);
        await next.working;
        return next;
      }
      if (!point) throw new Error("The child does not start.");
      killed.push(point);
      left.shift();
    }
  }
}

async function isAsked({ database }: World, issue: number): Promise<boolean> {
  const rows = await database.query(
    "select from public.conversations where issue_number = $1 and status = 'needs_clarification'",
    [issue],
  );
  return rows.length > 0;
}
