import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Logger, messageOf } from "@osorganicai/core";
import type { PgliteConnection } from "@supabase/lite/pglite";
import type { Lite } from "./load-lite.ts";

/** Which Postgres to start. */
export interface PostgresRequest {
  /** Undefined: in memory. */
  readonly folder: string | undefined;
  /** What a new one starts from. Undefined: from nothing, which takes two seconds more. */
  readonly template: Blob | undefined;
  readonly log: Logger;
}

/** Written inside the data folder when its first start is over. */
const readyMarker = "osorganicai.ready";

/** A PGlite that answers. */
export async function startPostgres(
  lite: Lite,
  { folder, template, log }: PostgresRequest,
): Promise<PgliteConnection> {
  if (folder === undefined) return await startNew(lite, { folder, template, log });
  const data = join(folder, "postgres");
  if (existsSync(join(data, readyMarker))) return await connect(lite, data);
  if (existsSync(data)) await moveAside(data, log);
  const connection = await startNew(lite, { folder: data, template, log });
  await writeFile(join(data, readyMarker), "");
  return connection;
}

/** Without the template when it does not fit this PGlite. */
async function startNew(lite: Lite, { folder, template, log }: PostgresRequest): Promise<PgliteConnection> {
  if (template === undefined) return await connect(lite, folder);
  try {
    return await connect(lite, folder, template);
  } catch (error) {
    log.warn("template.refused", { message: messageOf(error) });
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    return await connect(lite, folder);
  }
}

async function connect(
  { createPgliteConnection, vector }: Lite,
  folder: string | undefined,
  template?: Blob,
): Promise<PgliteConnection> {
  const connection = await createPgliteConnection({
    ...(folder === undefined ? {} : { url: folder }),
    pgliteOptions: { extensions: { vector }, ...(template ? { loadDataDir: template } : {}) },
  });
  await connection.driver.waitReady;
  return connection;
}

/** Nothing of value can be in a folder whose first start did not end, but that is not for us to decide. */
async function moveAside(data: string, log: Logger): Promise<void> {
  let aside = `${data}.unfinished`;
  for (let n = 2; existsSync(aside); n += 1) aside = `${data}.unfinished-${n}`;
  await rename(data, aside);
  log.warn("database.unfinished", { movedTo: aside });
}
