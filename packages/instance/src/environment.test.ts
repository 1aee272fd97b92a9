import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { type EnvironmentVariables, readEnvironment } from "./environment.ts";

const secret = "0123456789abcdef0123456789abcdef";
const key = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
}).privateKey;
const complete: EnvironmentVariables = { GITHUB_WEBHOOK_SECRET: secret, GITHUB_TOKEN: "t" };

test("a secret and a token are enough; the database is then the embedded one", () => {
  expect(readEnvironment(complete)).toMatchObject({
    webhookSecrets: [secret],
    github: { credentials: { token: "t" } },
    supabase: undefined,
    model: undefined,
  });
});

test("an App is preferred to a token, and its key may have its line breaks written out", () => {
  const variables = {
    ...complete,
    GITHUB_APP_ID: "12",
    GITHUB_APP_PRIVATE_KEY: key.replaceAll("\n", "\\n"),
  };
  expect(readEnvironment(variables).github?.credentials).toEqual({ appId: 12, privateKey: key });
});

test("both secrets are valid while one is being rotated", () => {
  const previous = "fedcba9876543210fedcba9876543210";
  expect(readEnvironment({ ...complete, GITHUB_WEBHOOK_SECRET_PREVIOUS: previous }).webhookSecrets).toEqual([
    secret,
    previous,
  ]);
});

const problems: readonly [string, EnvironmentVariables, string][] = [
  ["nothing at all", {}, "GITHUB_WEBHOOK_SECRET is not set"],
  ["a short secret", { ...complete, GITHUB_WEBHOOK_SECRET: "short" }, "shorter than 32 bytes"],
  ["no credentials", { GITHUB_WEBHOOK_SECRET: secret }, "Set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY"],
  ["half an App", { ...complete, GITHUB_APP_ID: "12" }, "belong together"],
  [
    "an App id that is no number",
    { ...complete, GITHUB_APP_ID: "shop", GITHUB_APP_PRIVATE_KEY: "x" },
    "GITHUB_APP_ID is not a number",
  ],
  [
    "a key that is no key",
    { ...complete, GITHUB_APP_ID: "12", GITHUB_APP_PRIVATE_KEY: "path/to/key.pem" },
    "GITHUB_APP_PRIVATE_KEY cannot be read as a PEM private key. Copy the whole downloaded file",
  ],
  [
    "a key that was cut",
    { ...complete, GITHUB_APP_ID: "12", GITHUB_APP_PRIVATE_KEY: key.slice(0, 400) },
    "GITHUB_APP_PRIVATE_KEY cannot be read",
  ],
  [
    "a key that lost its line breaks",
    { ...complete, GITHUB_APP_ID: "12", GITHUB_APP_PRIVATE_KEY: key.replaceAll("\n", " ") },
    "GITHUB_APP_PRIVATE_KEY cannot be read",
  ],
  ["an address that is none", { ...complete, GITHUB_API_URL: "nonsense" }, "GITHUB_API_URL is not an http"],
  [
    "an address of another kind",
    { ...complete, GITHUB_API_URL: "file:///github" },
    "GITHUB_API_URL is not an http",
  ],
  [
    "a model without its provider",
    { ...complete, OSORGANICAI_MODEL: "claude-sonnet-5-5" },
    "OSORGANICAI_MODEL is not a model. Write it as provider:model",
  ],
  ["half a Supabase", { ...complete, SUPABASE_URL: "https://x.supabase.co" }, "SUPABASE_SECRET_KEY"],
];
test.for(problems)("%s is answered with the variable and what to do", ([, variables, sentence]) => {
  expect(() => readEnvironment(variables)).toThrow(sentence);
});

test("an error never shows a value", () => {
  const variables = {
    GITHUB_WEBHOOK_SECRET: "canary",
    GITHUB_APP_ID: "12",
    GITHUB_APP_PRIVATE_KEY: "canary",
    GITHUB_API_URL: "canary",
    OSORGANICAI_MODEL: "canary",
  };
  expect(() => readEnvironment(variables)).toThrow(
    expect.not.stringContaining("canary") as unknown as string,
  );
});

test("an old secret that is short is refused as well, and what is blank is not set", () => {
  const read = (more: EnvironmentVariables) => readEnvironment({ ...complete, ...more });
  expect(() => read({ GITHUB_WEBHOOK_SECRET_PREVIOUS: "short" })).toThrow("shorter than 32 bytes");
  expect(read({ GITHUB_WEBHOOK_SECRET_PREVIOUS: " ", OSORGANICAI_MODEL: "" })).toMatchObject({
    webhookSecrets: [secret],
    model: undefined,
  });
  expect(() => read({ GITHUB_APP_ID: "12a", GITHUB_APP_PRIVATE_KEY: "x" })).toThrow("not a number");
});

test("where things are is read as it stands", () => {
  const environment = readEnvironment({
    ...complete,
    GITHUB_API_URL: "https://github.acme.test/api/v3",
    SUPABASE_URL: "https://x.supabase.co",
    SUPABASE_SECRET_KEY: "k",
    DATABASE_URL: "postgres://db",
  });
  expect(environment).toMatchObject({
    github: { baseUrl: "https://github.acme.test/api/v3" },
    supabase: { url: "https://x.supabase.co", key: "k", databaseUrl: "postgres://db" },
  });
});
