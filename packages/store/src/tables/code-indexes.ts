import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { type Clock, type CodeIndexes, type IndexStore, systemClock } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** So many bytes of an entry are one row: a request of some hundred kilobytes once they are packed. */
const PART_BYTES = 2_000_000;
/** A writer that has not come to an end after so long is gone. */
const UNFINISHED_MS = 86_400_000;
/** A fraction of the time that zlib takes by default, for some more bytes. */
const LEVEL = 1;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Indexes of code in Postgres. */
export function createCodeIndexes(client: SupabaseClient, clock: Clock = systemClock): CodeIndexes {
  return { of: (repository) => createIndexStore(client, { repository, clock }) };
}

interface StoredPart {
  readonly parts: number;
  readonly content: string;
}

function createIndexStore(
  client: SupabaseClient,
  { repository, clock }: { readonly repository: string; readonly clock: Clock },
): IndexStore {
  const table = () => client.from("code_index_entries");

  /** The first part of an entry is written last, so it tells that all are there. */
  async function list(): Promise<readonly string[]> {
    const names = table().select("name").match({ repository, part: 0 }).order("name");
    return (await ask<readonly { name: string }[]>("code_indexes.list", names)).map(({ name }) => name);
  }

  async function readPart(name: string, part: number): Promise<StoredPart | undefined> {
    const row = table().select("parts, content").match({ repository, name, part }).maybeSingle();
    return (await ask<StoredPart | null>("code_indexes.read", row)) ?? undefined;
  }

  /** Not what others are writing just now. */
  async function removeUnfinished(): Promise<void> {
    const past = new Date(clock.now().getTime() - UNFINISHED_MS).toISOString();
    const old = table().delete().match({ repository }).lt("created_at", past);
    await ask("code_indexes.tidy", old.not("name", "in", `(${(await list()).join(",")})`));
  }

  return {
    list,
    async read(name) {
      const first = await readPart(name, 0);
      if (!first) return undefined;
      const contents = [await unpackPart(first)];
      for (let part = 1; part < first.parts; part++)
        contents.push(await unpackPart(await readPart(name, part)));
      return Buffer.concat(contents);
    },
    async stamp(name) {
      const row = table().select("created_at").match({ repository, name, part: 0 }).maybeSingle();
      return (await ask<{ created_at: string } | null>("code_indexes.stamp", row))?.created_at;
    },
    async write(name, bytes) {
      await removeUnfinished();
      const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES));
      for (let part = parts - 1; part >= 0; part--) {
        const packed = await pack(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES), {
          level: LEVEL,
        });
        const row = { repository, name, part, parts, content: packed.toString("base64") };
        const once = { onConflict: "repository,name,part", ignoreDuplicates: true };
        await ask("code_indexes.write", table().upsert(row, once));
      }
    },
    async remove(name) {
      await ask("code_indexes.remove", table().delete().match({ repository, name }));
    },
  };
}

/** Nothing where a part is missing or damaged: what is left has another hash than the entry's name, and so its reader knows. */
async function unpackPart(part: StoredPart | undefined): Promise<Uint8Array> {
  if (!part) return new Uint8Array();
  const packed = Buffer.from(part.content, "base64");
  return unpack(packed, { maxOutputLength: PART_BYTES }).catch(() => new Uint8Array());
}
