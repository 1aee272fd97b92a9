import { generateKeyPairSync } from "node:crypto";
import { expect, onTestFinished, test, vi } from "vitest";
import { isAppToken, signAppToken } from "./app-token.ts";

const privateKey = createKey();

function createKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

test("an App's token is its own until it expires", () => {
  const token = signAppToken(7, privateKey);
  expect(isAppToken(token, { id: 7, privateKey })).toBe(true);
  vi.useFakeTimers({ now: Date.now() + 301_000 });
  onTestFinished(() => void vi.useRealTimers());
  expect(isAppToken(token, { id: 7, privateKey })).toBe(false);
});

test("a token of another App, of another key, or changed afterwards is none", () => {
  const token = signAppToken(7, privateKey);
  const [header, , signature] = token.split(".");
  const [, other] = signAppToken(8, privateKey).split(".");
  expect(isAppToken(token, { id: 8, privateKey })).toBe(false);
  expect(isAppToken(token, { id: 7, privateKey: createKey() })).toBe(false);
  expect(isAppToken(`${header}.${other}.${signature}`, { id: 8, privateKey })).toBe(false);
  expect(isAppToken(`${header}.${other}.x`, { id: 8, privateKey })).toBe(false);
});
