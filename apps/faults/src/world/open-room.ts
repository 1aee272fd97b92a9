import { randomUUID } from "node:crypto";
import type { Point } from "../child/point.ts";
import type { SuiteStage } from "../suites/suite.ts";
import { openWorld, type World, type WorldOptions } from "./open-world.ts";
import type { Worker } from "./start-worker.ts";

/** A world with a database of its own, and the child that lives in it now. */
export interface Room {
  readonly world: World;
  worker: Worker;
  /** What was said by lives that ended by themselves: nobody killed them. */
  readonly falls: readonly string[];
  /** SIGKILL, and another life. Resolves when it takes deliveries. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** What a room is for. */
export interface RoomOptions extends Pick<WorldOptions, "leaseMs" | "github" | "concurrency"> {
  /** Told about every place while the child records. */
  readonly onPoint?: (point: Point) => void;
}

/** Opens it on a copy of the migrated database. */
export async function openRoom(
  { cluster, template, say }: Pick<SuiteStage, "cluster" | "template" | "say">,
  { onPoint = () => undefined, ...options }: RoomOptions = {},
): Promise<Room> {
  const database = `faults_${randomUUID().replaceAll("-", "")}`;
  await cluster.create(database, template);
  const world = await openWorld({
    databaseUrl: cluster.url(database),
    ...options,
    onComplaint: (text) => {
      lastWords = text;
      say(`child: ${text}`);
    },
  });
  const falls: string[] = [];
  let lastWords = "";
  async function startLife(): Promise<Worker> {
    const worker = await world.start({ onPoint });
    void worker.ended.then(({ signal }) => signal === "SIGKILL" || falls.push(lastWords));
    return worker;
  }

  const worker = await startLife();
  await worker.working;
  const room: Room = {
    world,
    worker,
    falls,
    async restart() {
      await room.worker.kill();
      room.worker = await startLife();
    },
    async close() {
      await room.worker.kill();
      await world.close();
      await cluster.drop(database);
    },
  };
  return room;
}
