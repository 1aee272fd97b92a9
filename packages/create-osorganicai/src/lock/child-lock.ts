import type { ChildAnswers } from "../child/child-answers.ts";

/** `.osorganicai/lock.json`: what the tool knows about a child. */
export interface ChildLock {
  readonly lockfileVersion: 1;
  /** Version of the CLI that made the child. */
  readonly spawnedWith: string;
  /** Version whose renders and migrations are applied. */
  readonly version: string;
  readonly answers: ChildAnswers;
  /** Ids of migrations, `<package>#<id>`, sorted. */
  readonly applied: readonly string[];
  /** Ids of migrations that could not be applied, sorted. */
  readonly failed?: readonly string[];
  /** Every shim and managed file by its path, SQL included. */
  readonly files: Readonly<Record<string, LockedFile>>;
  /** The store's SQL files: name in `@osorganicai/store` → name in `supabase/migrations` of the child. */
  readonly sql: Readonly<Record<string, string>>;
}

/** A file as it was written last. */
export interface LockedFile {
  readonly class: "shim" | "managed";
  /** Of the pristine render, not of what the user made of it. */
  readonly sha256: string;
  /** `ejected`: the user's now. `orphaned`: no longer shipped, but edited and therefore kept. */
  readonly mode?: "ejected" | "orphaned";
  /** Hash of the conflict that waits in `.osorganicai/incoming`. */
  readonly parked?: string;
  /** Why it was ejected, in the user's words. */
  readonly reason?: string;
}
