import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { type Check, expectRefused, expectStored, issueBody, load, send } from "./scene.ts";

const refusesType =
  (type: string): Check =>
  (scene) =>
    expectRefused(
      scene,
      [415, "content type to application/json"],
      [issueBody(), { headers: { "content-type": type } }],
    );

/** The family WHE: bytes that are no JSON in UTF-8, or that a database does not like. */
export const encodingCases: Readonly<Record<string, Check>> = {
  "WHE-003": async (scene) => {
    const body = Buffer.from(issueBody(), "utf16le");
    await expectRefused(
      scene,
      [415],
      [body, { headers: { "content-type": "application/json; charset=utf-16" } }],
    );
    await expectRefused(scene, [400], [body]);
    await expectRefused(scene, [400, "UTF-8"], [Buffer.from('{"title":"\xff"}', "latin1")]);
    await expectRefused(
      scene,
      [400, "not JSON"],
      [Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("{}")])],
    );
  },
  "WHE-004": async (scene) => {
    for (const charset of ["utf-8", "UTF-8", '"utf-8"', '"UTF-8"'])
      await expectStored(scene, issueBody(), {
        headers: { "content-type": `application/json; charset=${charset}` },
      });
  },
  "WHE-005": async (scene) => {
    const body = issueBody().replace("Please", "\\ud800 Please \\udc00");
    const id = await expectStored(scene, body);
    expect((await load(scene, id))["payload"]).toMatchObject({
      issue: { body: "\ufffd Please \ufffd add coupons." },
    });
  },
  "WHE-006": async (scene) => {
    await expectStored(scene, issueBody({ issue: { number: 7, title: `a\u0000b${Math.random()}` } }));
    await expectStored(scene, issueBody({ action: "a\u0000b", [`key\u0000${Math.random()}`]: 1 }));
  },
  "WHE-009": async (scene) => {
    const body = gzipSync(issueBody());
    await expectRefused(scene, [415, "compressed"], [body, { headers: { "content-encoding": "gzip" } }]);
    await expectRefused(scene, [400], [body]);
  },
  "WHE-010": async (scene) => {
    // The answer comes before the body, so nothing can have been inflated.
    const headers = { "content-encoding": "gzip" };
    const answer = await send(scene, "", { headers, pieces: ["x"], length: "10000000" });
    expect(answer.status).toBe(415);
  },
  "WHE-013": async (scene) => {
    const body = `payload=${encodeURIComponent(issueBody())}`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await expectRefused(
      scene,
      [415, "Set the webhook's content type to application/json"],
      [body, { headers }],
    );
  },
  "WHE-014": refusesType("multipart/form-data; boundary=x"),
  "WHE-015": refusesType("text/plain"),
  "WHE-017": async (scene) => {
    for (const type of [
      "application/jsonx",
      "application/json-evil",
      "xapplication/json",
      "application/json, text/plain",
    ])
      await refusesType(type)(scene);
  },
  "WHE-018": refusesType("application/vnd.github+json"),
};
