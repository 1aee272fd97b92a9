// The README's Product Owner, run on ports that somebody wrote by hand.
import { silentLogger, systemClock } from "@osorganicai/core";
import { createContext } from "./create-context.mjs";
import ShopProductOwner from "./example.ts";

const answer = {
  needs_clarification: false,
  questions: [],
  refined_description: "A coupon code lowers the total.",
  kind: "feature",
  title: "Coupon codes",
  acceptance_criteria: ["TEN takes ten percent off"],
  out_of_scope: [],
  assumptions: [],
};
const ann = { id: 5, login: "ann", type: "User" };
const issue = {
  repository: "acme/shop",
  number: 7,
  id: 4_000_000_000,
  title: "Coupons",
  body: "",
  author: ann,
};
let conversation = { id: "c-1", repository: "acme/shop", issueNumber: 7, status: "analyzing" };
const comments = [];
const prompts = [];

const agent = new ShopProductOwner({
  github: {
    issue: async () => ({ ...issue, state: "open" }),
    comments: async () => [],
    self: async () => ({ id: 1, login: "bot[bot]", type: "Bot" }),
    permission: async () => "write",
    defaultBranch: async () => "main",
    branchHead: async () => "c0ffee",
    snapshot: async () => ({ paths: ["README.md"] }),
    fileContent: async () => "# Shop",
    comment: async (_context, _issue, { body }) => void comments.push(body),
    label: async () => {},
  },
  store: {
    actions: { append: async () => {} },
    conversations: {
      open: async () => conversation,
      advance: async ({ to, ...change }) => (conversation = { ...conversation, ...change, status: to }),
    },
  },
  llm: {
    generate: async (_context, { answer: schema }, prompt) => (prompts.push(prompt), schema.parse(answer)),
  },
  settings: { maxQuestionRounds: 3 },
  log: silentLogger,
  clock: systemClock,
});
const outcome = await agent.run(createContext({ number: 7 }));
const { status, handOverTo } = conversation;
console.log(JSON.stringify({ outcome, status, handOverTo, comments, system: prompts[0].system }));
