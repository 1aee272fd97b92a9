import { edit, type Trial, write } from "../trial.ts";

/** The tests of one package import the build of another, which git does not track, and the change is in that other one. */
export const t3Env: Trial = {
  name: "t3-env",
  shape: "TypeScript monorepo, bun workspaces, siblings' dist",
  address: "https://github.com/t3-oss/t3-env",
  commit: "7d26a645904a8fa8712c16f31a4737a80e7066fd",
  needs: { npx: "apt-get install npm" },
  install: ["npx -y bun@1.3.1 install --frozen-lockfile", "npx -y bun@1.3.1 run build"],
  // Its linter with types may take longer than a check may.
  checks: ["npm run test:run"],
  issue: {
    title: "List the names that belong to the client",
    body: "A helper of the core package, so that the packages of frameworks can use it as well.",
  },
  criterion: 'clientNames(["A", "NEXT_PUBLIC_B"], "NEXT_PUBLIC_") is ["NEXT_PUBLIC_B"]',
  change: [
    edit(
      "packages/core/src/index.ts",
      'import type { StandardSchemaDictionary, StandardSchemaV1 } from "./standard.ts";',
      'export { clientNames } from "./client-names.ts";\nimport type { StandardSchemaDictionary, StandardSchemaV1 } from "./standard.ts";',
    ),
    write("packages/core/src/client-names.ts", [
      "/** The names that begin with the client's prefix. */",
      "export function clientNames(names: readonly string[], prefix: string): string[] {",
      "  return names.filter((name) => name.startsWith(prefix));",
      "}",
    ]),
    write("packages/nextjs/test/client-names.test.ts", [
      'import { clientNames } from "@t3-oss/env-core";',
      'import { expect, test } from "vitest";',
      "",
      'test("AC1: the client\'s names are those with its prefix", () => {',
      '  expect(clientNames(["A", "NEXT_PUBLIC_B"], "NEXT_PUBLIC_")).toEqual(["NEXT_PUBLIC_B"]);',
      "});",
    ]),
  ],
  test: "AC1: the client's names are those with its prefix",
};
