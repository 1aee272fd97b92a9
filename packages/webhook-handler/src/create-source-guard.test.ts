import { expect, test } from "vitest";
import { createSourceGuard } from "./create-source-guard.ts";

const from = (source: string) => new Request("http://localhost", { method: "POST", headers: { source } });

function harness(rateLimit = {}, allowSource?: (source: string) => boolean) {
  let nowMs = 1_000_000;
  const sourceOf = ({ headers }: { headers: { get(name: string): string | null } }) =>
    headers.get("source") ?? undefined;
  const guard = createSourceGuard(
    { sourceOf, rateLimit, ...(allowSource && { allowSource }) },
    { now: () => new Date(nowMs) },
  );
  const wait = (ms: number) => {
    nowMs += ms;
  };
  return { guard, wait };
}

const limited = { code: "rate_limited", retryable: true };

test("a source may send as much as is allowed at once, then as much as its bucket fills", async () => {
  const { guard, wait } = harness({ perMinute: 60 });
  for (let n = 0; n < 60; n += 1) await guard.admit(from("a"));
  await expect(guard.admit(from("a"))).rejects.toMatchObject({ ...limited, retryAfterMs: 1000 });
  await guard.admit(from("b"));
  wait(2000);
  await guard.admit(from("a"));
  await guard.admit(from("a"));
  await expect(guard.admit(from("a"))).rejects.toMatchObject(limited);
});

test("a burst of GitHub's is never limited by default", async () => {
  const { guard } = harness();
  for (let n = 0; n < 20_000; n += 1) await guard.admit(from("140.82.112.1"));
});

test("what had to be refused counts as a hundred, and as a debt", async () => {
  const { guard, wait } = harness({ perMinute: 600 });
  const refused = async () => {
    await guard.admit(from("a"));
    guard.refuse(from("a"), 401);
  };
  for (let n = 0; n < 6; n += 1) await refused();
  await expect(guard.admit(from("a"))).rejects.toMatchObject(limited);
  wait(100);
  await refused();
  await expect(guard.admit(from("a"))).rejects.toMatchObject({ ...limited, retryAfterMs: 10_000 });
});

test("who has stopped for a minute may begin again, however much was refused", async () => {
  const { guard, wait } = harness({ perMinute: 60 });
  await guard.admit(from("a"));
  for (let n = 0; n < 1000; n += 1) guard.refuse(from("a"), 400);
  wait(61_000);
  await guard.admit(from("a"));
});

test.for([429, 503, 409, 202])("an answer %s costs nothing more", async (status) => {
  const { guard } = harness({ perMinute: 2 });
  await guard.admit(from("a"));
  guard.refuse(from("a"), status);
  await guard.admit(from("a"));
});

test("only so many sources are remembered: the one that was quiet for longest is forgotten", async () => {
  const { guard } = harness({ perMinute: 1, maxSources: 2 });
  await guard.admit(from("a"));
  await guard.admit(from("b"));
  await expect(guard.admit(from("a"))).rejects.toMatchObject(limited);
  await guard.admit(from("c"));
  await guard.admit(from("b"));
  await expect(guard.admit(from("c"))).rejects.toMatchObject(limited);
});

test("a clock that jumps back gives nobody more and locks nobody out", async () => {
  const { guard, wait } = harness({ perMinute: 2 });
  await guard.admit(from("a"));
  wait(-600_000);
  await guard.admit(from("a"));
  await expect(guard.admit(from("a"))).rejects.toMatchObject(limited);
  wait(60_000);
  await guard.admit(from("a"));
});

test("a source that is not allowed is refused, and who nobody knows is not", async () => {
  const { guard } = harness({}, (source) => source === "a");
  await guard.admit(from("a"));
  await expect(guard.admit(from("b"))).rejects.toMatchObject({ code: "source_refused" });
  await guard.admit(new Request("http://localhost", { method: "POST" }));
});

test("without a way to tell sources nothing is limited", async () => {
  const guard = createSourceGuard({ rateLimit: { perMinute: 1 } }, { now: () => new Date(0) });
  for (let n = 0; n < 10; n += 1) await guard.admit(from("a"));
});
