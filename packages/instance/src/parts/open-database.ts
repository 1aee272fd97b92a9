import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type DeliveryStore, type ExclusiveDatabase, type Logger, OSOrganicError } from "@osorganicai/core";
import { connectSupabase, createSupabaseStore, type SupabaseStoreOptions } from "@osorganicai/store";
import type { LocalSupabase } from "@osorganicai/store/local";
import { createPostgresDeliveries } from "@osorganicai/store/postgres";
import type { Environment } from "../environment.ts";
import type { SharedDatabase } from "../instance-options.ts";
import { fetchAsExecutor } from "./fetch-as-executor.ts";
import { openTemporaryCache } from "./open-temporary-cache.ts";
import { openTemporaryWorkspaces } from "./open-temporary-workspaces.ts";
import { readTemplate } from "./template.ts";

/** A database and the folder that belongs to it. */
export interface OpenDatabase {
  readonly client: SupabaseStoreOptions["client"];
  /** The quickest way to record deliveries here. */
  readonly intake: DeliveryStore;
  readonly forEngine: ExclusiveDatabase | { readonly url: string };
  /** Folder for checkouts, empty. */
  readonly workspaces: string;
  /** Folder for what can be had again: mirrors of repositories, indexes of their code. Kept, and shared with other processes. */
  readonly cache: string;
  /** Whether processes on other machines may use the same database, though not the same folders. */
  readonly shared: boolean;
  close(): Promise<void>;
}

/** What a database is opened from. */
export interface DatabaseOptions {
  readonly environment: Pick<Environment, "supabase">;
  readonly directory: string;
  readonly stateDirectory?: string;
  /** @default "folder" */
  readonly database?: "folder" | "memory" | SharedDatabase;
  readonly log: Logger;
}

/** The Supabase project that the environment names, or else a whole Supabase in this process. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { supabase } = options.environment;
  return supabase === undefined ? openEmbedded(options) : openProject(supabase);
}

async function openEmbedded({
  directory,
  stateDirectory = join(directory, ".osorganicai"),
  database = "folder",
  log,
}: DatabaseOptions): Promise<OpenDatabase> {
  const local =
    typeof database === "object"
      ? { ...database, close: async () => {} }
      : await openLocal(database === "folder" ? join(stateDirectory, "data") : undefined, log);
  // The folder is ours (its lock is, where the database lies in it), so whatever lies here was left behind by a process that is gone.
  const workspaces = join(stateDirectory, "workspaces");
  await rm(workspaces, { recursive: true, force: true });
  await mkdir(workspaces, { recursive: true });
  const { client } = local;
  const intake = createSupabaseStore({ client }).deliveries;
  return {
    client,
    intake,
    forEngine: local.database,
    workspaces,
    cache: join(stateDirectory, "cache"),
    shared: false,
    close: () => local.close(),
  };
}

async function openLocal(directory: string | undefined, log: Logger): Promise<LocalSupabase> {
  // Not at the top: a deployment on Supabase does not have the embedded database installed.
  const { fingerprintMigrations, openLocalSupabase } = await import("@osorganicai/store/local");
  const template = await readTemplate(await fingerprintMigrations());
  return openLocalSupabase({
    ...(directory !== undefined && { directory }),
    ...(template && { template }),
    log,
  });
}

async function openProject({
  url,
  key,
  databaseUrl,
}: {
  readonly url: string;
  readonly key: string;
  readonly databaseUrl: string | undefined;
}): Promise<OpenDatabase> {
  if (databaseUrl === undefined)
    throw new OSOrganicError(
      "environment_invalid",
      "DATABASE_URL is not set. The engine needs Supabase's connection string beside SUPABASE_URL; it stands under Connect in the project.",
    );
  const workspaces = await openTemporaryWorkspaces();
  const cache = await openTemporaryCache();
  const intake = createPostgresDeliveries({ url: databaseUrl });
  return {
    client: connectSupabase({ url, key, fetch: fetchAsExecutor }),
    intake,
    forEngine: { url: databaseUrl },
    workspaces,
    cache,
    shared: true,
    async close() {
      await intake.close();
      await rm(workspaces, { recursive: true, force: true });
    },
  };
}
