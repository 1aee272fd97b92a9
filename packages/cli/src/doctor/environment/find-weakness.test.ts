import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { findWeakness } from "./find-weakness.ts";

const alone = { example: undefined, others: [] };

test("random secrets of any spelling are strong", () => {
  for (const encoding of ["hex", "base64", "base64url"] as const)
    for (let round = 0; round < 50; round += 1)
      expect(findWeakness(randomBytes(32).toString(encoding), alone)).toBeUndefined();
});

test.for([
  ["secret", /well-known/],
  ["my-webhook-secret-please-change-me", /well-known/],
  ["It's a Secret", /well-known/],
  ["00000000000000000000000000000000", /well-known|repeats/],
  ["8f3a9c", /has 6 bytes; 32 are needed/],
  ["kitten42kitten42kitten42kitten42", /repeats a shorter text/],
  ["abcdefghijklmnopqrstuvwxyz0123456789", /letter by letter/],
  ["xazxxazzaxzxaazxzzaxazxzaxxazzxaazz", /too few different characters/],
] as const)("%s is weak", ([secret, reason]) => {
  const weakness = findWeakness(secret, alone) ?? "";
  expect(weakness).toMatch(reason);
  expect(weakness).not.toContain(secret);
});

test("a secret that stands elsewhere is none", () => {
  const secret = randomBytes(32).toString("hex");
  expect(findWeakness(secret, { ...alone, example: secret })).toMatch(/\.env\.example/);
  expect(findWeakness(secret, { ...alone, others: [["SUPABASE_SECRET_KEY", secret]] })).toMatch(
    /also the value of SUPABASE_SECRET_KEY/,
  );
});
