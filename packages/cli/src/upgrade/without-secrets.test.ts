import { expect, test } from "vitest";
import { withoutSecrets } from "./without-secrets.ts";

test("a migration sees where programs are and no token, and afterwards everything is there again, also when it throws", async () => {
  const environment = { PATH: "/usr/bin", GITHUB_TOKEN: "secret", ANTHROPIC_API_KEY: "secret" };
  expect(await withoutSecrets(environment, async () => ({ ...environment }))).toEqual({ PATH: "/usr/bin" });
  await expect(withoutSecrets(environment, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(environment).toEqual({ PATH: "/usr/bin", GITHUB_TOKEN: "secret", ANTHROPIC_API_KEY: "secret" });
});
