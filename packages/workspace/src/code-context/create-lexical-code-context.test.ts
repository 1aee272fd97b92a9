import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeContextContract, createOrigin } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { createWorkspaceProvider } from "../create-workspace-provider.ts";
import { createSandbox } from "../sandbox/create-sandbox.ts";
import { createLexicalCodeContext } from "./create-lexical-code-context.ts";
import { termsOf } from "./terms-of.ts";

const sandbox = await createSandbox();

for (const { name, check } of codeContextContract)
  test(`the lexical code context ${name}`, async () => {
    const root = await mkdtemp(join(tmpdir(), "code-context-"));
    onTestFinished(() => rm(root, { recursive: true }));
    await check({
      codeContext: createLexicalCodeContext(),
      async openWorkspace(files) {
        const origin = createOrigin(files);
        onTestFinished(() => origin.remove());
        const provider = createWorkspaceProvider({
          root,
          sandbox,
          access: async () => ({ url: origin.url }),
        });
        return provider.open({ repository: "somebody/shop", commit: origin.commit });
      },
    });
  });

test("terms are identifiers and their words, in lower case and singular, without what every text has", () => {
  expect(termsOf("The applyCoupon_code should use HTTPServer2 for coupons and the class")).toEqual([
    "applycoupon_code",
    "apply",
    "coupon",
    "code",
    "httpserver2",
    "http",
    "server",
    "class",
  ]);
});
