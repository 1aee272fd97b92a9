import { type EffectLedger, OSOrganicError, systemClock } from "@osorganicai/core";
import { createMemoryEffectLedger, createTestRun } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { passFence } from "../write-fence.ts";
import type { Sight } from "./effect.ts";
import { createPerformEffect } from "./perform-effect.ts";

const absent: Sight<string> = { kind: "absent" };
const there: Sight<string> = { kind: "there", result: "found" };
const unclear: Sight<string> = { kind: "unclear", why: "two lists disagree" };
const lost = () => new OSOrganicError("github_unavailable", "GitHub did not answer.");

/** One world: what looks find in turn (the last one for ever), what writes end with in turn, and whether reading back agrees. */
interface World {
  readonly sights?: readonly Sight<string>[];
  readonly writes?: readonly (Error | "written")[];
  readonly verified?: readonly boolean[];
  readonly ledger?: EffectLedger;
}

const at = <T>(list: readonly T[], index: number): T => list[Math.min(index, list.length - 1)] as T;

/** Performs one effect once, and tells everything that happened. */
function world({
  sights = [absent],
  writes = ["written"],
  verified = [true],
  ledger = createMemoryEffectLedger(),
}: World) {
  const done: string[] = [];
  const counts = { look: 0, write: 0, verify: 0 };
  const perform = createPerformEffect({
    effects: {
      ...ledger,
      begin: async (intent) => {
        const claim = await ledger.begin(intent);
        done.push(`begin ${intent.id}: ${claim.state}`);
        return claim;
      },
      settle: async (id, result) => {
        done.push(`settle ${result}`);
        await ledger.settle(id, result);
      },
    },
    clock: systemClock,
    settlePausesMs: [10, 20],
    holdMs: 60_000,
    pause: async (delayMs) => void done.push(`pause ${delayMs}`),
  });
  const effect = {
    kind: "comment",
    key: "7:hello",
    name: "the comment on acme/shop#7",
    parameters: { text: "Hello!" },
    look: async ({ thorough }: { readonly thorough: boolean }) => {
      done.push(thorough ? "look hard" : "look");
      return at(sights, counts.look++);
    },
    write: async () => {
      passFence();
      done.push("write");
      const answer = at(writes, counts.write++);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    verify: async () => {
      done.push("read back");
      return at(verified, counts.verify++);
    },
  };
  const run = (maxAttempts = 1) => perform(createTestRun({ runId: "r-1", maxAttempts }).context, effect);
  return { done, run, ledger };
}

test("an effect is announced, looked for, written, read back and settled, in this order", async () => {
  const { done, run } = world({});
  expect(await run()).toBe("written");
  expect(done).toEqual([
    "begin r-1:comment:7:hello: claimed",
    "look",
    "write",
    "read back",
    "settle written",
  ]);
});

test("what is there already is settled without writing", async () => {
  const { done, run } = world({ sights: [there] });
  expect(await run()).toBe("found");
  expect(done).toEqual(["begin r-1:comment:7:hello: claimed", "look", "settle found"]);
});

test("what is settled is neither looked for nor written", async () => {
  const { done, run } = world({});
  await run();
  done.length = 0;
  expect(await run()).toBe("written");
  expect(done).toEqual(["begin r-1:comment:7:hello: settled"]);
});

test("a lost answer is looked up until the lists have caught up, and what they then show is adopted", async () => {
  const { done, run } = world({ sights: [absent, absent, absent, there], writes: [lost()] });
  expect(await run()).toBe("found");
  expect(done.slice(1)).toEqual([
    "look",
    "write",
    "look hard",
    "pause 10",
    "look hard",
    "pause 20",
    "look hard",
    "settle found",
  ]);
});

test("what was certainly not written after a lost answer is written by the next try, without looking hard again", async () => {
  const { done, run } = world({ writes: [lost(), "written"] });
  expect(await run(2)).toBe("written");
  expect(done.filter((what) => what === "write")).toHaveLength(2);
  expect(done.slice(-5)).toEqual([
    "begin r-1:comment:7:hello: claimed",
    "look",
    "write",
    "read back",
    "settle written",
  ]);
});

test("when nobody can tell after the last look, nothing is written again and a human is asked", async () => {
  const { done, run, ledger } = world({ sights: [absent, unclear], writes: [lost()] });
  await expect(run(5)).rejects.toMatchObject({
    code: "effect_uncertain",
    retryable: false,
    message: expect.stringMatching(
      /what became of the comment on acme\/shop#7: two lists disagree\. .+ Look/,
    ),
  });
  expect(done.filter((what) => what === "write")).toHaveLength(1);
  const again = world({ sights: [unclear], ledger });
  await expect(again.run()).rejects.toMatchObject({ code: "effect_uncertain" });
  expect(again.done).not.toContain("write");
});

test("what is read back late is waited for, and what never is goes to a human", async () => {
  const late = world({ verified: [false, false, true] });
  expect(await late.run()).toBe("written");
  expect(late.done.slice(2, -1)).toEqual([
    "write",
    "read back",
    "pause 10",
    "read back",
    "pause 20",
    "read back",
  ]);
  const never = world({ verified: [false] });
  await expect(never.run(3)).rejects.toMatchObject({ code: "effect_uncertain" });
  expect(never.done.filter((what) => what === "write")).toHaveLength(1);
});

test("a process that died while it wrote is looked after hard, by whoever comes next", async () => {
  const ledger = createMemoryEffectLedger();
  // It died within the write: the effect is held and never released.
  const stuck = { ...ledger, release: async () => {} };
  await expect(world({ ledger: stuck, writes: [lost()] }).run()).rejects.toThrow();
  await ledger.hold("r-1:comment:7:hello", 1, 0); // its time is over
  const next = world({ ledger, sights: [absent, there] });
  expect(await next.run()).toBe("found");
  expect(next.done).toEqual([
    "begin r-1:comment:7:hello: claimed",
    "look hard",
    expect.stringMatching(/^pause (9|10)/),
    "look hard",
    "settle found",
  ]);
});

const refusals: readonly [code: "github_conflict" | "github_forbidden", message: string, looks: number][] = [
  ["github_conflict", "A pull request already exists for acme:x.", 4],
  ["github_conflict", "Base does not exist.", 2],
  ["github_forbidden", "Resource not accessible by integration.", 1],
];
test.for(refusals)(
  "a refusal %s (%s) is looked up as far as it may mean that it is there",
  async ([code, message, looks]) => {
    const { done, run } = world({ writes: [new OSOrganicError(code, message)] });
    await expect(run(5)).rejects.toMatchObject({ code, message });
    expect(done.filter((what) => what.startsWith("look"))).toHaveLength(looks);
    expect(done.filter((what) => what === "write")).toHaveLength(1);
  },
);

test("what GitHub refuses because it is there is adopted", async () => {
  const refusal = new OSOrganicError("github_conflict", "Reference already exists");
  expect(await world({ sights: [absent, absent, there], writes: [refusal] }).run()).toBe("found");
});

test("two processes that want the same effect at once write it once, and both have its result", async () => {
  const ledger = createMemoryEffectLedger();
  const both = [world({ ledger }), world({ ledger })];
  // The second one claims while the first one holds.
  const results = await Promise.allSettled(both.map(({ run }) => run(10)));
  expect(both.flatMap(({ done }) => done).filter((what) => what === "write")).toHaveLength(1);
  expect(results.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
});

test("a worker that was stopped for longer than its time sends nothing when it wakes up", async () => {
  let ms = 0;
  const clock = { now: () => new Date(ms) };
  const ledger = createMemoryEffectLedger({ clock });
  const sent: string[] = [];
  const perform = createPerformEffect({
    effects: ledger,
    clock,
    settlePausesMs: [],
    holdMs: 3_600_000,
    pause: async () => {},
  });
  const stopped = perform(createTestRun({ runId: "r-1", maxAttempts: 1 }).context, {
    kind: "comment",
    key: "k",
    name: "the comment",
    parameters: {},
    look: async () => absent,
    write: async () => {
      ms += 3_600_000; // stopped, and woken up
      passFence();
      sent.push("too late");
      return "written";
    },
  });
  await expect(stopped).rejects.toMatchObject({ code: "effect_in_progress", retryable: true });
  expect(sent).toEqual([]);
});
