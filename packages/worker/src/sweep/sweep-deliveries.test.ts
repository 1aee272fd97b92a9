import {
  type DeliveredThing,
  type Delivery,
  type DeliveryAttempt,
  type LogFields,
  OSOrganicError,
  type ReconstructedDelivery,
  type SweepJournal,
  type SweepProgress,
  silentLogger,
} from "@osorganicai/core";
import { expect, test } from "vitest";
import type { SweepOptions } from "./sweep.ts";
import { type SweepReport, sweepDeliveries } from "./sweep-deliveries.ts";

const now = new Date("2026-06-10T12:00:00Z");
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const issue = JSON.stringify({ action: "opened", issue: { number: 7 } });

/** What GitHub's log holds, oldest first; a body that is an error cannot be read. */
type Log = readonly (readonly [id: string, body: string | Error, at?: Date])[];

class Place {
  readonly stored: Delivery[] = [];
  readonly logged: string[] = [];
  readonly asked: (string | undefined)[] = [];
  readonly redelivered: number[] = [];
  progress: SweepProgress = {};
  claimant: string | undefined;
  pageSize = 2;
  log: Log = [];
  changed: Readonly<Record<string, readonly ReconstructedDelivery[]>> = {};
  changedSince: Date[] = [];
  /** Throws once, when this many pages and bodies were read. */
  diesAfter = Number.POSITIVE_INFINITY;
  #reads = 0;

  #read(): void {
    this.#reads += 1;
    if (this.#reads <= this.diesAfter) return;
    this.diesAfter = Number.POSITIVE_INFINITY;
    throw new Error("killed");
  }

  sweep(options: Partial<SweepOptions> = {}): Promise<SweepReport> {
    return sweepDeliveries({
      source: this.#source(),
      changes: {
        repositories: async () => Object.keys(this.changed),
        changes: async (repository, since) => {
          this.#read();
          this.changedSince.push(since);
          return this.changed[repository] ?? [];
        },
      },
      deliveries: {
        known: async (ids: readonly string[]) => new Set(ids.filter((id) => this.#has(id))),
        knows: async (thing: DeliveredThing) => this.#has(`genuine-${thing.id}`),
        record: async (delivery: Delivery) =>
          this.#has(delivery.id) ? "duplicate" : (this.stored.push(delivery), "recorded"),
      } as unknown as SweepOptions["deliveries"],
      journal: this.#journal(),
      claimant: "here",
      now,
      log: { ...silentLogger, info: this.#note, warn: this.#note },
      ...options,
    });
  }

  #has(id: string): boolean {
    return this.stored.some((delivery) => delivery.id === id);
  }

  readonly #note = (event: string, fields: LogFields = {}): void => {
    if ("deliveryId" in fields) this.logged.push(`${event} ${String(fields["deliveryId"])}`);
  };

  #source(): SweepOptions["source"] {
    const attempts = this.log.map(
      ([deliveryId, , at = hoursAgo(1)], attemptId): DeliveryAttempt => ({
        attemptId,
        deliveryId,
        event: "issues",
        deliveredAt: at.toISOString(),
        succeeded: false,
      }),
    );
    return {
      name: "app",
      page: async (cursor) => {
        if (cursor === "forgotten") throw new OSOrganicError("github_conflict", "Invalid cursor.");
        this.#read();
        this.asked.push(cursor);
        const start = Number(cursor ?? 0);
        const next = start + this.pageSize;
        return {
          attempts: attempts.toReversed().slice(start, next),
          next: next < attempts.length ? String(next) : undefined,
        };
      },
      body: async (attemptId) => {
        this.#read();
        const body = this.log[attemptId]?.[1];
        if (body instanceof Error) throw body;
        return bytes(body ?? "{}");
      },
      redeliver: async (attemptId) => {
        if (this.log[attemptId]?.[0] === "expired")
          throw new OSOrganicError("github_conflict", "GitHub refused it.");
        this.redelivered.push(attemptId);
      },
    };
  }

  #journal(): SweepJournal {
    return {
      claim: async (_source, claimant) => {
        if (this.claimant !== undefined && this.claimant !== claimant) return undefined;
        this.claimant = claimant;
        return structuredClone(this.progress);
      },
      save: async ({ claimant, seconds }, progress) => {
        if (this.claimant !== claimant) return false;
        this.progress = structuredClone(progress);
        if (seconds === 0) this.claimant = undefined;
        return true;
      },
    };
  }
}

function placeWith(log: Log): Place {
  const place = new Place();
  place.log = log;
  return place;
}

const ids = ({ stored }: Place): readonly string[] => stored.map(({ id }) => id);

test("what is missing is recorded, oldest first over all pages, once however often it was tried", async () => {
  const place = placeWith([
    ["a", issue],
    ["b", issue],
    ["a", issue],
    ["c", issue],
    ["d", issue],
  ]);
  expect(await place.sweep()).toMatchObject({ swept: true, looked: 5, recovered: 4, failed: 0 });
  expect(ids(place)).toEqual(["a", "b", "c", "d"]);
  expect(place.asked).toEqual([undefined, "2", "4"]);
});

test("a delivery that cannot be read keeps no later one back, and is counted and logged", async () => {
  const place = placeWith([
    ["first", issue],
    ["malformed", "[]"],
    ["refused", new OSOrganicError("github_unavailable", "GitHub answered 502.")],
    ["last", issue],
  ]);
  expect(await place.sweep()).toMatchObject({ looked: 4, recovered: 2, gone: 0, failed: 2 });
  expect(place.logged).toEqual([
    "delivery.recovered first",
    "delivery.not_recovered malformed",
    "delivery.not_recovered refused",
    "delivery.recovered last",
  ]);
});

test("what another try may get is looked for again, what is no delivery is not", async () => {
  const refused = new OSOrganicError("github_unavailable", "GitHub answered 502.");
  const place = placeWith([["refused", refused]]);
  await place.sweep();
  expect(place.progress).toEqual({});
  const hopeless = placeWith([["malformed", "[]"]]);
  await hopeless.sweep();
  expect(hopeless.progress).toEqual({ completeUntil: now.toISOString() });
});

test("GitHub is asked to send again what it does not show any more, and what it refuses is gone", async () => {
  const place = placeWith([
    ["hidden", "{}"],
    ["expired", "{}"],
  ]);
  expect(await place.sweep()).toMatchObject({ recovered: 0, redelivered: 1, gone: 1 });
  expect(place.stored).toEqual([]);
  expect(place.redelivered).toEqual([0]);
  expect(place.logged).toEqual(["delivery.asked_again hidden", "delivery.gone expired"]);
});

test("a recovered body is not taken for the exact bytes that were signed", async () => {
  const place = placeWith([["missed", issue]]);
  await place.sweep();
  expect(place.stored).toMatchObject([{ id: "missed", bodySha256: undefined }]);
});

test("what is known is not asked for", async () => {
  const place = placeWith([["known", new Error("asked")]]);
  place.stored.push({ id: "known" } as Delivery);
  expect(await place.sweep()).toMatchObject({ looked: 1, recovered: 0, failed: 0 });
});

test("the log is read back to ten minutes before the last whole sweep, and not beyond", async () => {
  const place = placeWith([
    ["old", issue, hoursAgo(3)],
    ["before", issue, hoursAgo(2.2)],
    ["just before", issue, hoursAgo(2.1)],
    ["after", issue, hoursAgo(1)],
  ]);
  place.progress = { completeUntil: hoursAgo(2).toISOString() };
  expect(await place.sweep()).toMatchObject({ looked: 2 });
  expect(ids(place)).toEqual(["just before", "after"]);
  expect(place.progress).toEqual({ completeUntil: now.toISOString() });
});

test("a first sweep looks three days back and puts nothing together: what was said before is nobody's question", async () => {
  const place = placeWith([
    ["too old", issue, hoursAgo(73)],
    ["old", issue, hoursAgo(71)],
  ]);
  place.changed = { "acme/shop": [comment(1)] };
  expect(await place.sweep()).toMatchObject({ recovered: 1, reconciled: 0 });
  expect(place.changedSince).toEqual([]);
});

function comment(id: number): ReconstructedDelivery {
  return {
    id: `reconciled-comment-${id}`,
    event: "issue_comment",
    body: bytes(JSON.stringify({ action: "created", issue: { number: 7 }, comment: { id } })),
    about: { event: "issue_comment", action: "created", field: "comment", id },
  };
}

test("what happened before GitHub's log begins is put together from what is there, unless it is stored", async () => {
  const place = placeWith([["recent", issue]]);
  place.progress = { completeUntil: hoursAgo(200).toISOString() };
  place.stored.push({ id: "genuine-1" } as Delivery);
  place.changed = { "acme/shop": [comment(1), comment(2)], "acme/site": [comment(3)] };
  expect(await place.sweep()).toMatchObject({ reconciled: 2, recovered: 1 });
  // What is older comes first.
  expect(ids(place)).toEqual(["genuine-1", "reconciled-comment-2", "reconciled-comment-3", "recent"]);
  expect(place.changedSince).toEqual([hoursAgo(200), hoursAgo(200)]);
});

test("a repository that cannot be looked at is looked at by the next sweep", async () => {
  const place = placeWith([]);
  const completeUntil = hoursAgo(200).toISOString();
  place.progress = { completeUntil };
  place.changed = { "acme/shop": [comment(1)], "acme/site": [comment(2)] };
  place.diesAfter = 1;
  expect(await place.sweep()).toMatchObject({ reconciled: 1, failed: 1 });
  expect(place.progress).toEqual({ completeUntil });
  expect(await place.sweep()).toMatchObject({ reconciled: 1, failed: 0 });
  expect(ids(place)).toEqual(["reconciled-comment-2", "reconciled-comment-1"]);
});

// Three pages, then six bodies.
const log: Log = ["a", "b", "c", "d", "e", "f"].map((id) => [id, issue]);
for (const point of [1, 2]) {
  test(`killed at page ${point + 1}, the next sweep goes on there`, async () => {
    const place = placeWith(log);
    place.diesAfter = point;
    await expect(place.sweep()).rejects.toThrow("killed");
    expect(await place.sweep()).toMatchObject({ looked: 6 - 2 * point, recovered: 6 });
    expect(ids(place)).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(place.asked).toEqual([undefined, "2", "4"]);
  });
}

test("killed while it records, nothing is lost and nothing comes twice", async () => {
  const place = placeWith(log);
  const record = async (delivery: Delivery) => {
    place.stored.push(delivery);
    if (place.stored.length === 3) throw new Error("unused");
    return "recorded" as const;
  };
  const known = async (wanted: readonly string[]) => new Set(wanted.filter((id) => ids(place).includes(id)));
  const deliveries = { known, record } as unknown as SweepOptions["deliveries"];
  // The third one is stored, but the answer is lost.
  expect(await place.sweep({ deliveries })).toMatchObject({ recovered: 5, failed: 1 });
  expect(await place.sweep({ deliveries })).toMatchObject({ recovered: 0, failed: 0 });
  expect(ids(place)).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("a cursor that GitHub has forgotten makes the sweep read from the newest page again", async () => {
  const place = placeWith(log);
  place.progress = {
    current: {
      startedAt: hoursAgo(5).toISOString(),
      cursor: "forgotten",
      listed: false,
      missed: [],
      reconciled: [],
      incomplete: false,
    },
  };
  expect(await place.sweep()).toMatchObject({ recovered: 6 });
  // What came while nobody swept is the next sweep's.
  expect(place.progress).toEqual({ completeUntil: hoursAgo(5).toISOString() });
});

test("one process at a time sweeps", async () => {
  const place = placeWith(log);
  place.claimant = "elsewhere";
  expect(await place.sweep()).toMatchObject({ swept: false, looked: 0, recovered: 0 });
  expect(place.asked).toEqual([]);
});

test("whoever lost the turn stops, with a sentence", async () => {
  const place = placeWith(log);
  const source = {
    name: "app",
    page: async () => ((place.claimant = "elsewhere"), { attempts: [], next: "2" }),
  };
  await expect(place.sweep({ source: source as unknown as SweepOptions["source"] })).rejects.toMatchObject({
    code: "store_conflict",
    message: expect.stringContaining("taken over"),
  });
});

test("an aborted sweep gives its turn back and is taken up where it was", async () => {
  const place = placeWith(log);
  const stopping = new AbortController();
  stopping.abort(new Error("stopped"));
  await expect(place.sweep({ signal: stopping.signal })).rejects.toThrow("stopped");
  expect(place.claimant).toBeUndefined();
  expect(await place.sweep()).toMatchObject({ looked: 4, recovered: 6 });
});
