import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, onTestFinished, vi } from "vitest";
import { type Check, expectRefused, expectStored, issueBody, load, send } from "./scene.ts";

const refuses =
  (body: string, sentence: string): Check =>
  (scene) =>
    expectRefused(scene, [400, sentence], [body]);

/** What agents decide, not the intake: it stores what GitHub has signed, as it came. */
const stores =
  (change: () => object): Check =>
  async (scene) => {
    await expectStored(scene, issueBody(change()));
  };

const fresh = () => ({ number: 7, title: randomUUID() });

/** The family WHJ: JSON that is none, or not what GitHub sends. */
export const jsonCases: Readonly<Record<string, Check>> = {
  "WHJ-001": refuses("null", "not an object"),
  "WHJ-002": async (scene) => {
    for (const body of ["5", "-0", "1e9999", '"text"']) await refuses(body, "not an object")(scene);
  },
  "WHJ-004": async (scene) => {
    for (const body of ["true", "false", "[]", "[{}]"]) await refuses(body, "not an object")(scene);
  },
  "WHJ-006": async (scene) => {
    const body = issueBody({ token: "canary" });
    await refuses(body.slice(0, body.length / 2), "not JSON")(scene);
  },
  "WHJ-008": refuses("{}{}", "not JSON"),
  "WHJ-009": async (scene) => {
    for (const rest of ["\0", "x", ",", "\u00a0", "//"]) await refuses(`{}${rest}`, "not JSON")(scene);
  },
  // The last one counts, here as in the database.
  "WHJ-011": async (scene) => {
    const body = issueBody().replace('"action":"opened"', '"action":"opened","action":"deleted"');
    const id = await expectStored(scene, body);
    const row = await load(scene, id);
    expect(row["action"]).toBe("deleted");
    expect(row["payload"]).toMatchObject({ action: "deleted" });
  },
  "WHJ-012": async (scene) => {
    const body = issueBody().replace(/}$/, ',"sender":{"id":6,"login":"maintainer","type":"User"}}');
    const id = await expectStored(scene, body);
    const row = await load(scene, id);
    expect(Number(row["sender_id"])).toBe(6);
    expect(row["payload"]).toMatchObject({ sender: { id: 6 } });
  },
  "WHJ-014": async (scene) => {
    const before = Reflect.ownKeys(Object.prototype);
    for (const key of [
      '"constructor":{"prototype":{"x":1}}',
      '"__proto__":{"x":1}',
      '"toString":1',
      '"hasOwnProperty":1',
    ])
      await expectStored(scene, issueBody({ issue: fresh() }).replace(/}$/, `,${key}}`));
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    expect(({} as { x?: number }).x).toBeUndefined();
  },
  "WHJ-016": async (scene) => {
    await refuses(`{"a":${"[".repeat(200_000)}`, "deeper than 64")(scene);
    await refuses(`{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, "deeper than 64")(scene);
  },
  "WHJ-017": refuses(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`, "deeper than 64"),
  "WHJ-020": async (scene) => {
    const body = issueBody({ issue: fresh() }).replace('"id":5', '"id":9007199254740993');
    const id = await expectStored(scene, body);
    expect((await load(scene, id))["sender_id"]).toBeNull();
    const exact = "select payload -> 'sender' ->> 'id' as id from public.deliveries where id = $1";
    expect(await scene.query(exact, [id])).toEqual([{ id: "9007199254740993" }]);
    for (const number of ["1e999999", "-1E-200000", "9".repeat(200_000), "1".repeat(400)])
      await expectStored(
        scene,
        issueBody({ issue: fresh(), size: 1 }).replace('"size":1', `"size":${number}`),
      );
    for (const number of ["9007199254740993", "2147483648", "7.5", "-7", "0", '"7"'])
      await refuses(issueBody().replace('"number":7', `"number":${number}`), "number of its issue")(scene);
  },
  "WHJ-022": async (scene) => {
    const names = [
      "../..",
      "a/b/c",
      "a%2fb",
      "a/b\n",
      "a/..",
      "./b",
      "a/b#7",
      "a/b@c",
      `a/${"b".repeat(5000)}`,
      "",
      5,
    ];
    for (const name of names)
      await refuses(issueBody({ repository: { full_name: name } }), "not owner/name")(scene);
  },
  "WHJ-024": stores(() => ({ installation: undefined })),
  "WHJ-025": stores(() => ({ installation: { id: 999_999_999 } })),
  "WHJ-028": stores(() => ({ issue: fresh() })),
  "WHJ-029": async (scene) => {
    const fields = fc.record({
      action: fc.jsonValue(),
      issue: fc.oneof(fc.jsonValue(), fc.record({ number: fc.jsonValue(), id: fc.jsonValue() })),
      repository: fc.oneof(fc.jsonValue(), fc.record({ full_name: fc.jsonValue() })),
      sender: fc.oneof(
        fc.jsonValue(),
        fc.record({ id: fc.jsonValue(), login: fc.jsonValue(), type: fc.jsonValue() }),
      ),
      installation: fc.oneof(fc.jsonValue(), fc.record({ id: fc.jsonValue() })),
      sha: fc.jsonValue(),
      deployment: fc.jsonValue(),
    });
    const events = fc.constantFrom("issues", "push", "status", "installation", "deployment_status");
    await fc.assert(
      fc.asyncProperty(fields, events, async (body, event) => {
        const answer = await send(scene, JSON.stringify(body), { headers: { "x-github-event": event } });
        expect([202, 400]).toContain(answer.status);
      }),
      { numRuns: 200 },
    );
  },
  "WHJ-030": stores(() => ({ issue: { ...fresh(), created_at: "yesterday" } })),
  "WHJ-033": async (scene) => {
    const spy = vi.spyOn(globalThis, "fetch");
    onTestFinished(() => spy.mockRestore());
    await stores(() => ({ issue: { ...fresh(), comments_url: "http://169.254.169.254/" } }))(scene);
    for (const [address] of spy.mock.calls) expect(String(address)).not.toContain("169.254");
  },
  "WHJ-034": stores(() => ({
    issue: fresh(),
    repository: { full_name: "acme/shop", html_url: "javascript:alert(1)" },
  })),
};
