import type { ChildLock } from "create-osorganicai";
import type { CiState } from "./fleet-report.ts";

/** A child, wherever it lies. Only reads. */
export interface ChildSource {
  readonly place: string;
  readonly url?: string;
  /** A file's text, or undefined. */
  read(path: string): Promise<string | undefined>;
  /** Files below a folder, relative to it. */
  list(folder: string): Promise<readonly string[]>;
  /** Normalised hash of a file that the lock has, or undefined. */
  hash(path: string, lock: ChildLock): Promise<string | undefined>;
  /** When a file last changed; undefined: nobody knows. */
  changedAt(path: string): Promise<Date | undefined>;
  ci(): Promise<CiState>;
}
