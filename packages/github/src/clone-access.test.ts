import { expect, test } from "vitest";
import { createCloneAccess } from "./clone-access.ts";
import type { Connection } from "./connect.ts";

const connection = { token: async () => "t" } as unknown as Connection;

test.for([
  ["https://api.github.com", "https://github.com/acme/shop.git"],
  ["https://github.acme.test/api/v3", "https://github.acme.test/acme/shop.git"],
] as const)("the API at %s is cloned from %s", async ([baseUrl, url]) => {
  expect((await createCloneAccess(connection, baseUrl)("acme/shop")).url).toBe(url);
});
