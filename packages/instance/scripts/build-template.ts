// Makes the data folder that the embedded database of a new child starts from: the store's tables and the engine's.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fingerprintMigrations, openLocalSupabase } from "@osorganicai/store/local";
import { migrateEngine } from "@osorganicai/worker/migrations";
import { templatePath } from "../src/parts/template.ts";

const local = await openLocalSupabase();
await migrateEngine(local.database);
const data = await local.dump();
const path = templatePath(await fingerprintMigrations());
await mkdir(dirname(path), { recursive: true });
await writeFile(path, new Uint8Array(await data.arrayBuffer()));
await local.close();
