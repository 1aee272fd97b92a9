import { OSOrganicError } from "@osorganicai/core";
import { type ChildAnswers, type Domain, domains } from "../child/child-answers.ts";
import type { ChildLock, LockedFile } from "./child-lock.ts";

/** @throws OSOrganicError `lock_invalid`, with the field that is wrong */
export function readLock(value: unknown): ChildLock {
  const lock = readRecord(value, "the file");
  if (lock["lockfileVersion"] !== 1)
    throw invalid(
      `lockfileVersion is ${JSON.stringify(lock["lockfileVersion"])}, and this version of osorganicai knows 1.`,
    );
  const failed = lock["failed"] === undefined ? [] : readList(lock["failed"], "failed");
  return {
    lockfileVersion: 1,
    spawnedWith: readText(lock["spawnedWith"], "spawnedWith"),
    version: readText(lock["version"], "version"),
    answers: readAnswers(lock["answers"]),
    applied: readList(lock["applied"], "applied"),
    ...(failed.length > 0 && { failed }),
    files: readMap(lock["files"], "files", readFile),
    sql: readMap(lock["sql"], "sql", readText),
  };
}

function readAnswers(value: unknown): ChildAnswers {
  const { name, domain, owner, model, supabase } = readRecord(value, "answers");
  if (!domains.includes(domain as Domain))
    throw invalid(`answers.domain must be one of ${domains.join(", ")}`);
  if (typeof supabase !== "boolean") throw invalid("answers.supabase must be true or false");
  return {
    name: readText(name, "answers.name"),
    domain: domain as Domain,
    ...(owner !== undefined && { owner: readText(owner, "answers.owner") }),
    ...(model !== undefined && { model: readText(model, "answers.model") }),
    supabase,
  };
}

function readFile(value: unknown, field: string): LockedFile {
  const { class: kind, sha256, mode, parked, reason } = readRecord(value, field);
  if (kind !== "shim" && kind !== "managed") throw invalid(`${field}.class must be "shim" or "managed"`);
  if (mode !== undefined && mode !== "ejected" && mode !== "orphaned")
    throw invalid(`${field}.mode must be "ejected" or "orphaned"`);
  return {
    class: kind,
    sha256: readText(sha256, `${field}.sha256`),
    ...(mode !== undefined && { mode }),
    ...(parked !== undefined && { parked: readText(parked, `${field}.parked`) }),
    ...(reason !== undefined && { reason: readText(reason, `${field}.reason`) }),
  };
}

function readMap<T>(
  value: unknown,
  field: string,
  read: (value: unknown, field: string) => T,
): Readonly<Record<string, T>> {
  const entries = Object.entries(readRecord(value, field));
  return Object.fromEntries(
    entries.map(([key, one]) => [key, read(one, `${field}[${JSON.stringify(key)}]`)]),
  );
}

function readList(value: unknown, field: string): readonly string[] {
  if (!Array.isArray(value)) throw invalid(`${field} must be a list`);
  return value.map((one, index) => readText(one, `${field}[${index}]`));
}

function readRecord(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid(`${field} must be an object`);
  return value as Readonly<Record<string, unknown>>;
}

function readText(value: unknown, field: string): string {
  if (typeof value !== "string") throw invalid(`${field} must be a text`);
  return value;
}

function invalid(problem: string): OSOrganicError {
  return new OSOrganicError(
    "lock_invalid",
    `.osorganicai/lock.json is not valid: ${problem}. Restore it from git: git checkout HEAD -- .osorganicai/lock.json`,
  );
}
