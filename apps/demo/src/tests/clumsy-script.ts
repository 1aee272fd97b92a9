import type { ModelScript, ScriptedAnswer, ScriptedCall } from "@osorganicai/testing";
import { featureTypescript } from "../scenarios/feature-typescript.ts";
import type { Scenario } from "../scenarios/scenario.ts";

const question = {
  question: "How much does a voucher take off?",
  options: [],
  default: "5 euros",
  why: "It is the whole effect.",
};

const requirement = {
  needs_clarification: false,
  questions: [],
  refined_description: "A voucher takes five euros off, never more than the goods cost.",
  kind: "feature",
  title: "Vouchers of five euros",
  acceptance_criteria: [
    "The voucher FIVER takes 5 euros off the goods",
    "Goods never cost less than nothing",
  ],
  out_of_scope: [],
  assumptions: [],
};

const vouchers = `/** Five euros off, but never below nothing. */
export function afterVoucher(goodsCents: number, voucher: string | undefined): number {
  return voucher === "FIVER" ? Math.max(0, goodsCents - 500) : goodsCents;
}
`;
const provesNothing = `import assert from "node:assert/strict";
import { test } from "node:test";

test("AC1 and AC2 hold, trust me", () => assert.ok(true));
`;
const tests = `import assert from "node:assert/strict";
import { test } from "node:test";
import { afterVoucher } from "../src/vouchers.ts";

test("FIVER takes five euros off (AC1)", () => assert.equal(afterVoucher(1250, "FIVER"), 750));

test("nothing costs less than nothing (AC2)", () => assert.equal(afterVoucher(300, "FIVER"), 0));
`;

const call = (name: string, input: unknown): ScriptedCall => ({ name, input });
const submit = (one: string, two: string): ScriptedCall =>
  call("submit_change", {
    summary: "Vouchers.",
    criteria: [
      { id: "AC1", tests: [one] },
      { id: "AC2", tests: [two] },
    ],
  });

/** Everything that can go wrong on the way, and still a change in the end. */
const turns: readonly ScriptedAnswer[] = [
  { calls: [call("list_files", { glob: "src/**" }), call("read_file", { path: "src/does-not-exist.ts" })] },
  { text: "I think I know what to do now." },
  { calls: [call("ask_a_friend", { about: "vouchers" }), call("read_file", { file: "src/cart.ts" })] },
  { calls: [call("edit_file", { path: "src/cart.ts", find: "text that is not there", replace: "x" })] },
  {
    calls: [
      call("write_file", { path: ".github/workflows/ci.yml", content: "on: push\njobs: {}\n" }),
      call("write_file", { path: "../outside.ts", content: "x" }),
    ],
  },
  { calls: [submit("nothing", "yet")] },
  {
    calls: [
      call("write_file", { path: "src/vouchers.ts", content: vouchers }),
      call("run_command", {
        command: "node --check src/vouchers.ts && mkdir -p docs && echo Vouchers > docs/vouchers.md",
      }),
    ],
  },
  {
    calls: [
      call("write_file", { path: "test/vouchers.test.ts", content: provesNothing }),
      submit("AC1 and AC2 hold, trust me", "AC1 and AC2 hold, trust me"),
    ],
  },
  {
    calls: [
      call("delete_file", { path: "test/cart.test.ts" }),
      call("write_file", { path: "test/vouchers.test.ts", content: tests }),
      submit("FIVER takes five euros off (AC1)", "nothing costs less than nothing (AC2)"),
    ],
  },
  {
    calls: [
      call("run_command", { command: "git checkout test/cart.test.ts || true" }),
      call("show_diff", {}),
    ],
  },
];

const restored = `import assert from "node:assert/strict";
import { test } from "node:test";
import { subtotalCents, weightGrams } from "../src/cart.ts";

test("a cart adds up prices and weights", () => {
  const lines = [
    { sku: "mug", quantity: 2 },
    { sku: "tea", quantity: 1 },
  ];
  assert.equal(subtotalCents(lines), 3390);
  assert.equal(weightGrams(lines), 820);
});

test("an unknown product and an odd quantity are refused", () => {
  assert.throws(() => subtotalCents([{ sku: "car", quantity: 1 }]), /There is no product "car"/);
  assert.throws(() => subtotalCents([{ sku: "mug", quantity: 0.5 }]), /whole number/);
});
`;

/** Other words, other files, other turns, and many mistakes: the flow must hold for a model that nobody has seen. */
export const script: ModelScript = {
  "product_owner.analyze_issue": ({ task, turn }): ScriptedAnswer => {
    if (turn === 0 && !task.includes('by="shopkeeper"')) return { text: "Let me think about vouchers." };
    if (!task.includes('by="shopkeeper"'))
      return {
        answer: { ...requirement, needs_clarification: true, questions: [question], acceptance_criteria: [] },
      };
    // As JSON in a code block instead of a call.
    return { text: `\`\`\`json\n${JSON.stringify(requirement)}\n\`\`\`` };
  },
  "developer.implement_contract": ({ turn }): ScriptedAnswer => {
    const next = turns[turn];
    if (next) return next;
    return {
      calls: [
        call("write_file", { path: "test/cart.test.ts", content: restored }),
        submit("FIVER takes five euros off (AC1)", "nothing costs less than nothing (AC2)"),
      ],
    };
  },
};

/** For the test with another model. */
export const clumsyScenario: Scenario = {
  ...featureTypescript,
  name: "a clumsy model",
  answer: "Five euros.",
  scriptModule: import.meta.filename,
};
