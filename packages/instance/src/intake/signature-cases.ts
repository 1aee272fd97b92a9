import { createHmac } from "node:crypto";
import { verify } from "@octokit/webhooks-methods";
import { createWebhookHandler } from "@osorganicai/webhook-handler";
import { expect } from "vitest";
import {
  type Check,
  expectRefused,
  expectStored,
  issueBody,
  secret,
  send,
  serveAnother,
  sign,
} from "./scene.ts";

/** A signature that is not the right one gets the one answer for all of them. */
function refusesSignature(change: (good: string) => string | null): Check {
  return async (scene) => {
    const body = issueBody();
    const request = { headers: { "x-hub-signature-256": change(sign(body)) } };
    await expectRefused(scene, [401, "The signature is missing or does not fit the body."], [body, request]);
  };
}

/** https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation */
const vector = {
  secret: "It's a Secret to Everybody",
  signature: "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
};

/** The family WHS: what is signed, how, and with what. */
export const signatureCases: Readonly<Record<string, Check>> = {
  "WHS-001": async (scene) => {
    expect(await verify(vector.secret, "Hello, World!", vector.signature)).toBe(true);
    const other = await serveAnother(scene, { secrets: [vector.secret] });
    const request = { headers: { "x-hub-signature-256": vector.signature } };
    await expectRefused(other, [400, "not JSON"], ["Hello, World!", request]);
  },
  "WHS-002": async (scene) => {
    await refusesSignature(() => null)(scene);
    // The answer does not wait for a body, so nothing of it can have been digested or parsed.
    const request = {
      headers: { "x-hub-signature-256": null },
      pieces: ["{"],
      length: "1000",
      isAborted: false,
    };
    expect((await send(scene, "", request)).status).toBe(401);
  },
  "WHS-003": refusesSignature(() => ""),
  "WHS-006": refusesSignature((good) => good.replace("sha256", "SHA256")),
  "WHS-007": refusesSignature((good) => `sha256=${good.slice(7).toUpperCase()}`),
  "WHS-009": async (scene) => {
    const body = issueBody();
    const sha1 = `sha1=${createHmac("sha1", secret).update(body).digest("hex")}`;
    const headers = { "x-hub-signature": sha1, "x-hub-signature-256": sign("another body") };
    await expectRefused(scene, [401], [body, { headers }]);
  },
  "WHS-011": refusesSignature((good) => good.slice(0, -1)),
  "WHS-012": refusesSignature((good) => `${good}0`),
  "WHS-014": refusesSignature(() => "sha256=abc"),
  "WHS-016": refusesSignature(() => sign(issueBody())),
  "WHS-017": async (scene) => {
    const body = issueBody();
    await expectRefused(scene, [401], [body, { headers: { "x-hub-signature-256": sign(body, "") } }]);
    const { deliveries } = scene;
    expect(() => createWebhookHandler({ secrets: [""], deliveries })).toThrow("GITHUB_WEBHOOK_SECRET");
  },
  "WHS-019": async (scene) => {
    const previous = "the previous secret, which is long enough, too";
    const rotating = await serveAnother(scene, { secrets: [secret, previous] });
    const body = issueBody();
    await expectStored(rotating, body, { headers: { "x-hub-signature-256": sign(body, previous) } });
    await expectStored(rotating, issueBody());
    expect(rotating.server.logged.map((line) => line["secret"])).toEqual(["previous", undefined]);
  },
  "WHS-023": async (scene) => {
    const umlauts = "pässwörd-☃ with more than thirty-two bytes";
    const body = issueBody();
    const other = await serveAnother(scene, { secrets: [umlauts] });
    await expectStored(other, body, { headers: { "x-hub-signature-256": sign(body, umlauts) } });
  },
  "WHS-024": async (scene) => {
    const body = issueBody();
    for (const [first, second] of [
      [sign("x"), sign(body)],
      [sign(body), sign("x")],
      [sign(body), sign(body)],
    ] as const) {
      const headers = { "x-hub-signature-256": first, "X-Hub-Signature-256": second };
      await expectRefused(scene, [401], [body, { headers }]);
    }
  },
  "WHS-025": async (scene) => {
    for (const spaced of [(good: string) => `  ${good}`, (good: string) => `${good} \t`]) {
      const body = issueBody();
      // The HTTP layer trims.
      await expectStored(scene, body, { headers: { "x-hub-signature-256": spaced(sign(body)) } });
    }
    await refusesSignature((good) => `sha256= ${good.slice(7)}`)(scene);
    await refusesSignature((good) => `${good} ${good}`)(scene);
  },
  "WHS-026": refusesSignature((good) => `${sign("bad")}, ${good}`),
  "WHS-029": async (scene) => {
    const body = JSON.stringify(JSON.parse(issueBody()), undefined, 2);
    const reserialized = JSON.stringify(JSON.parse(body));
    await expectRefused(scene, [401], [body, { headers: { "x-hub-signature-256": sign(reserialized) } }]);
    await expectStored(scene, body);
  },
  "WHS-030": async (scene) => {
    const body = issueBody({ issue: { number: 7 } });
    await expectStored(scene, body, { pieces: body.split(""), length: null });
  },
  "WHS-031": async (scene) => {
    const body = issueBody({ issue: { number: 7, title: "🛒 and 🛒" } });
    const bytes = Buffer.from(body);
    const position = bytes.indexOf(Buffer.from("🛒")) + 2;
    await expectStored(scene, body, {
      pieces: [bytes.subarray(0, position), bytes.subarray(position)],
      length: null,
    });
  },
};
