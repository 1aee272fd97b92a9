import { modelCalls as ofDevelopment } from "../packages/agents-dev/src/index.ts";
import { modelCalls as ofProduct } from "../packages/agents-po/src/index.ts";
import type { ModelCallDescription } from "../packages/core/src/index.ts";
import { answerRequest, answerTool } from "../packages/llm/src/generate.ts";
import { toolSchema } from "../packages/llm/src/tool-schema.ts";
import { reminder } from "../packages/llm/src/use-tools.ts";

/** Every model call of the product, as its agents declare and make it. */
export const allModelCalls: readonly ModelCallDescription[] = [...ofProduct, ...ofDevelopment];

/** docs/model-calls.md, whole. */
export function renderModelCalls(calls: readonly ModelCallDescription[]): string {
  return `${[introduction, ...calls.map(renderCall)].join("\n\n")}\n`;
}

const introduction = `# Model calls

<!-- Written by \`pnpm docs:model-calls\` from the \`modelCalls\` of the agents' packages. Do not edit. -->

Every question that is put to a model, with all that is needed to serve it from another model or a double. Each call below
has a block of JSON: \`tools\` are the functions that a request offers (\`parameters\` is the JSON Schema of the input),
and \`endedBy\` names the one whose accepted call ends the work.

## How a request looks

1. A system message: \`Purpose: <purpose>\`, an empty line, the system text below. A child may put
   \`## About this project's domain\` and its facts after that text, and may edit the whole.
2. A user message, the task: material in tags, then one of the endings.
3. In later requests, what was said since: the assistant's calls and one tool message for each.

No request forces a tool. A call of a model is stored before anything is done with it, so a double may be asked the same
request again only when it never answered. Answer by what the request holds, not by counting requests.

## How turns end

- **A typed answer** (one tool, which is \`endedBy\`): ends with the first call that fits the schema. JSON as text, also in
  a code block, counts as that call. Otherwise there is one repair turn, in which the user message says what does not fit,
  and then one fresh request; after the third misfit the run ends with \`model_output_invalid\`.
- **Work with tools**: the calls of one answer are done one after the other, in the model's order. An unknown tool or an
  input that does not fit is answered with a sentence, and so is a tool that fails (\`Failed: …\`). An answer without a
  call earns the user message "${reminder}" A second one in a row ends the run with \`model_output_invalid\`; more than \`limits.maxTurns\` answers (60 unless the
  child says otherwise) end it with \`turn_limit_reached\`.
- A refusal ends the run with \`model_refused\`, as the provider signals it.

A child can add tools of its own by \`tools()\` of its Developer; they are offered after those below.`;

function renderCall(call: ModelCallDescription): string {
  const { purpose, tier, agent, usedFor } = call;
  return [
    `## \`${purpose}\``,
    `${usedFor} Made by the agent \`${agent}\`, on the tier \`${tier}\`.`,
    "### System text",
    fenced("text", systemText(call)),
    "### Task",
    Object.entries(call.taskTags)
      .map(([tag, holds]) => `- \`<${tag}>\`: ${holds}`)
      .join("\n"),
    `Ends with ${call.taskEndings.map((ending) => `"${ending}"`).join(" or ")}`,
    "### Tools",
    describeTools(call),
    fenced("json", JSON.stringify({ purpose, tier, agent, ...offerOf(call) }, null, 2)),
  ].join("\n\n");
}

function systemText(call: ModelCallDescription): string {
  return "answer" in call ? `${call.system}\n\n${answerRequest(call.answerName)}` : call.system;
}

/** What a request offers the model, and how the work ends. */
function offerOf(call: ModelCallDescription): {
  readonly endedBy: string;
  readonly tools: readonly unknown[];
} {
  if ("answer" in call) return { endedBy: call.answerName, tools: [answerTool(call).function] };
  const { endedBy, tools } = call;
  return {
    endedBy,
    tools: tools.map(({ name, description, input }) => toolSchema(name, description, input).function),
  };
}

function describeTools(call: ModelCallDescription): string {
  if ("answer" in call) return `The call of \`${call.answerName}\` is the answer; nothing is said to it.`;
  return call.tools.map(({ name, answers }) => `- \`${name}\` answers: ${answers}`).join("\n");
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
