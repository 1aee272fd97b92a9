import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SqlSession } from "@osorganicai/core";
import { connect, withoutPassword } from "../migrate/connect.ts";
import { parseDatabaseUrl } from "../migrate/parse-database-url.ts";

/** Where the audit trail lies. */
export interface DatabasePlace {
  /** Stronger than the folder. */
  readonly url: string | undefined;
  /** Of `dev`: its database lies in `data`. */
  readonly folder: string;
}

/** A session of our own. */
export interface AuditedDatabase {
  readonly session: SqlSession;
  /** A text as it may be shown: without the password. */
  clean(text: string): string;
  close(): Promise<void>;
}

/** @throws OSOrganicError `environment_invalid` when there is neither, `store_unavailable`, `database_locked` while `dev` runs */
export async function openAuditedDatabase({ url, folder }: DatabasePlace): Promise<AuditedDatabase> {
  const directory = join(folder, "data");
  if ((url ?? "").trim() === "" && existsSync(directory)) return openEmbedded(directory);
  const address = parseDatabaseUrl(url?.trim());
  const session = await connect(address);
  return { session, clean: (text) => withoutPassword(text, address), close: () => session.close() };
}

async function openEmbedded(directory: string): Promise<AuditedDatabase> {
  const { openLocalSupabase } = await import("@osorganicai/store/local");
  const local = await openLocalSupabase({ directory });
  const session = await local.database.acquire();
  return {
    session,
    clean: (text) => text,
    async close() {
      await session.release();
      await local.close();
    },
  };
}
