import { appendFileSync } from "node:fs";
import { systemClock } from "@osorganicai/core";

/** What happened at the twin. `status` is an HTTP status, 0 when nobody answered; `actor` is a login. */
export type JournalFact =
  | {
      readonly kind: "request";
      readonly actor: string | null;
      readonly method: string;
      readonly path: string;
      /** GitHub's name of the operation, `graphql`, or null when GitHub has none. */
      readonly operation: string | null;
      readonly status: number;
    }
  | {
      readonly kind: "git";
      readonly actor: string | null;
      readonly repository: string;
      readonly service: string;
      readonly status: number;
    }
  | {
      readonly kind: "delivery";
      readonly guid: string;
      readonly event: string;
      readonly action: string | null;
      readonly redelivery: boolean;
      readonly status: number;
    }
  | {
      readonly kind: "job";
      readonly repository: string;
      readonly sha: string;
      readonly workflow: string;
      readonly job: string;
      readonly conclusion: string;
    }
  | {
      readonly kind: "deployment";
      readonly repository: string;
      readonly sha: string;
      readonly environment: string;
      readonly state: string;
      readonly url: string | null;
    }
  /** A request that went wrong because the twin was told so: `cut after`, `502 before`, `slow`, `stale`. */
  | { readonly kind: "fault"; readonly operation: string; readonly trouble: string }
  /** A request or an answer that is not what GitHub documents. */
  | { readonly kind: "violation"; readonly operation: string; readonly fault: string };

/** One line of the journal, in order. */
export type JournalEntry = JournalFact & { readonly at: string };

/** Everything that happened, kept on disk, so that counts survive the crash of whoever is tested. */
export interface Journal {
  record(fact: JournalFact): void;
  entries(): readonly JournalEntry[];
}

/** Appends to a file of JSON lines, before whoever caused the entry is answered. */
export function createJournal(file: string): Journal {
  const entries: JournalEntry[] = [];
  return {
    record(fact) {
      const entry = { at: systemClock.now().toISOString(), ...fact };
      entries.push(entry);
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
    },
    entries: () => [...entries],
  };
}
