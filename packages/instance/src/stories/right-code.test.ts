import { Octokit } from "@octokit/rest";
import type { ScriptedAnswer, ScriptedRequest } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { startTestInstance } from "../testing/start-test-instance.ts";
import { requirement, subtract } from "./subtract-script.ts";
import { adder, removeProducts, writeProduct } from "./tiny-products.ts";

const product = {
  ...adder,
  "src/parcels/cost.js":
    "// Parcels to islands go by ship.\nexport const parcelCost = (weight) => 5 + weight;\n",
  "test/cost.test.js":
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { parcelCost } from "../src/parcels/cost.js";\n\ntest("costs", () => assert.equal(parcelCost(1), 6));\n',
};

test("both agents are shown the code that an issue is about, and the Developer finds what it wrote itself", async () => {
  const seen: Record<string, string> = {};
  const script = {
    "product_owner.analyze_issue"({ task }: ScriptedRequest): ScriptedAnswer {
      seen["productOwner"] = task;
      return { answer: { ...requirement, refined_description: "Parcels to an island cost more." } };
    },
    "developer.implement_contract"({ task, toolResults }: ScriptedRequest): ScriptedAnswer {
      seen["developer"] = task;
      const found = toolResults.findIndex((result) => result.includes("subtract.js:\n"));
      if (found >= 0) seen["found"] = toolResults[found] ?? "";
      const [write, ...rest] = subtract;
      if (!write) throw new Error("There is nothing to write.");
      return toolResults.length === 0
        ? { calls: [write, { name: "find_code", input: { text: "subtract" } }] }
        : { calls: rest };
    },
  };
  const child = await startTestInstance({
    config: { name: "right-code" },
    script,
    users: [{ login: "ann" }],
    repositories: [{ owner: "acme", name: "shop", directory: await writeProduct(product) }],
  });
  try {
    const person = new Octokit({ baseUrl: child.twin.url, auth: child.twin.token("ann") });
    await person.issues.create({ owner: "acme", repo: "shop", title: "An island is too cheap" });
    await child.settle();
    const quoted = /<code path="src\/parcels\/cost\.js" lines="1-\d+">\n\/\/ Parcels to islands go by ship\./;
    expect(seen["productOwner"]).toMatch(quoted);
    expect(seen["productOwner"]).toContain("src/parcels/cost.js: parcelCost");
    expect(seen["developer"]).toMatch(quoted);
    expect(seen["developer"]).toContain("<tests>\ntest/cost.test.js\n</tests>");
    expect(seen["found"]).toContain("subtract.js:\n1\texport const subtract = (a, b) => a - b;");
  } finally {
    await child.close();
    await removeProducts();
  }
});
