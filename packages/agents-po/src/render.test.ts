import { expect, test } from "vitest";
import { renderContract } from "./render-contract.ts";
import { renderQuestions } from "./render-questions.ts";

test("a question shows its options, its default and why it matters", () => {
  const text = renderQuestions([
    { question: "Which codes?", options: ["TEN", "any"], default: "TEN", why: "They decide the price." },
  ]);
  expect(text).toBe(
    [
      "### One question before this can be built",
      "1. **Which codes?**\n   - Options: TEN · any\n   - Default: TEN\n   - Why it matters: They decide the price.",
      "Answer in a comment, in your own words. What you leave out is built with its default.",
    ].join("\n\n"),
  );
});

test("a contract numbers its criteria and leaves out empty lists", () => {
  const contract = {
    kind: "feature",
    title: "Coupon codes",
    summary: "A code lowers the total.",
    criteria: [{ id: "AC1", text: "TEN takes ten percent off" }],
    outOfScope: [],
    assumptions: ["one code per order"],
  } as const;
  const text = renderContract(contract, { starts: true });
  expect(text).toContain("- **AC1** TEN takes ten percent off");
  expect(text).toContain("**Assumed**\n\n- one code per order");
  expect(text).not.toContain("Out of scope");
  expect(text).toContain("A developer agent starts now.");
  expect(renderContract(contract, { starts: false })).toContain("with the label `ready-for-dev`");
});

test("a question without likely answers shows none", () => {
  const question = { question: "Which codes?", options: [], default: "TEN", why: "They decide the price." };
  expect(renderQuestions([question, question])).toContain("### 2 questions");
  expect(renderQuestions([question])).not.toContain("Options");
});
