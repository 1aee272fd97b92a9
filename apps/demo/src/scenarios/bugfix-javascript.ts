import { join } from "node:path";
import type { ModelScript, ScriptedAnswer, ScriptedCall } from "@osorganicai/testing";
import { scenarioFolder, writeSolution } from "./read-solution.ts";
import type { Scenario } from "./scenario.ts";

const NAME = "bugfix-javascript";

const stackTrace = `TypeError: Cannot read properties of undefined (reading 'toLowerCase')
    at addressOf (lib/address.js:10:23)
    at reminderFor (lib/index.js:17:9)
    at lib/index.js:11:20
    at Array.map (<anonymous>)
    at remindersFor (lib/index.js:11:6)`;

const requirement = {
  needs_clarification: false,
  refined_description:
    "A reader without an e-mail address stops all reminders. Such a reader gets a reminder without an address, so that the desk can print it, and everybody else gets theirs.",
  kind: "bugfix",
  title: "Reminders stop at readers without e-mail",
  acceptance_criteria: [
    "A reader without an e-mail address gets a reminder whose `to` is null, and the other readers get theirs",
    "An e-mail address that is empty or blank counts as none",
  ],
  out_of_scope: ["printing letters"],
  assumptions: [],
};

const turns: readonly (readonly ScriptedCall[])[] = [
  [
    { name: "read_file", input: { path: "lib/address.js" } },
    { name: "search_code", input: { text: "addressOf" } },
  ],
  [writeSolution(NAME, "spec/no-address.spec.js"), { name: "run_checks", input: {} }],
  [
    {
      name: "edit_file",
      input: {
        path: "lib/address.js",
        find: "/** Where a reminder goes to: e-mail addresses in lower case, so that one reader gets one letter. */\nfunction addressOf(reader) {\n  return reader.email.toLowerCase().trim();",
        replace:
          "/** Where a reminder goes to: e-mail addresses in lower case, so that one reader gets one letter; null when there is none. */\nfunction addressOf(reader) {\n  return reader.email?.toLowerCase().trim() || null;",
      },
    },
  ],
  [
    {
      name: "submit_change",
      input: {
        summary:
          "`addressOf` answers null for readers without an e-mail address instead of throwing, so one of them no longer stops all reminders.",
        criteria: [
          { id: "AC1", tests: ["AC1: does not stop at a reader without an e-mail address"] },
          { id: "AC2", tests: ["AC2: treats an empty address like none"] },
        ],
      },
    },
  ],
];

/** What the model says, by purpose. */
export const script: ModelScript = {
  "product_owner.analyze_issue": (): ScriptedAnswer => ({ answer: requirement }),
  "developer.implement_contract": ({ turn }): ScriptedAnswer => ({ calls: turns[turn] ?? [] }),
};

export const bugfixJavascript: Scenario = {
  name: NAME,
  about: "a clear bug report with a stack trace for a JavaScript service: no question, a fix",
  repository: {
    owner: "town",
    name: "library-reminders",
    directory: join(scenarioFolder(NAME), "repository"),
  },
  issue: {
    title: "No reminders at all since a reader without e-mail has an overdue book",
    body: `Last night's job sent nothing. This is in the log:\n\n\`\`\`\n${stackTrace}\n\`\`\`\n\nA reader who gave no e-mail address has a book that is due. Readers without an address should come out with \`to: null\` (the desk prints those), the same when the address is empty, and the others must get theirs.`,
  },
  answer: "As I wrote: `to: null` for them, and the others must get theirs.",
  scriptModule: import.meta.filename,
};
