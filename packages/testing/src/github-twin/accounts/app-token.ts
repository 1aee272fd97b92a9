import { createPublicKey, createSign, createVerify } from "node:crypto";
import { systemClock } from "@osorganicai/core";

/** The JSON web token by which an App shows who it is. https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
export function signAppToken(appId: number, privateKey: string): string {
  const now = Math.floor(systemClock.now().getTime() / 1000);
  const parts = [
    { alg: "RS256", typ: "JWT" },
    { iat: now - 60, exp: now + 300, iss: String(appId) },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
}

/** Whether this App has signed it, and it has not expired. */
export function isAppToken(
  token: string,
  app: { readonly id: number; readonly privateKey: string },
): boolean {
  const [header, payload = "", signature = ""] = token.split(".");
  const key = createPublicKey(app.privateKey);
  if (!createVerify("RSA-SHA256").update(`${header}.${payload}`).verify(key, signature, "base64url"))
    return false;
  const { iss, exp } = JSON.parse(Buffer.from(payload, "base64url").toString());
  return Number(iss) === app.id && Number(exp) * 1000 > systemClock.now().getTime();
}
