import { expect, test } from "vitest";
import { redactSecrets } from "./redact-secrets.ts";

const long = "0123456789abcdefghij";
const secrets = [
  ["an installation token", `ghs_${long}.${long}`],
  ["a personal token", `ghp_${long}`],
  ["a user's token", `ghu_${long}`],
  ["an OAuth token", `gho_${long}`],
  ["a refresh token", `ghr_${long}`],
  ["a fine-grained token", `github_pat_${long}_${long}`],
  ["Supabase's secret key", "sb_secret_x"],
  ["a provider's key", `sk-ant-${long}`],
  ["a JSON web token", `eyJ${long}.eyJ${long}.${long}`],
  ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----"],
  ["a private key that was cut off", "-----BEGIN PRIVATE KEY-----\nabc"],
] as const;
test.for(secrets)("%s is taken out of a text", ([, secret]) => {
  expect(redactSecrets(`before ${secret}`)).toBe("before [redacted]");
});

test("of an address only the password is taken out", () => {
  expect(redactSecrets("postgres://admin:hunter2@db.example:5432/app")).toBe(
    "postgres://admin:[redacted]@db.example:5432/app",
  );
});

test.for(["https://github.com/acme/shop", "acme/shop#7", "ghs_short", "12:30:00"])(
  "%s is no secret",
  (text) => {
    expect(redactSecrets(text)).toBe(text);
  },
);
