import {
  type CodeContext,
  type Contract,
  type FoundCode,
  quoteCode,
  type Workspace,
} from "@osorganicai/core";
import { type ImplementTag, implementContractCall } from "./implement-contract-call.ts";
import type { ProjectCheck } from "./proof/detect-checks.ts";

/** What the first message is made of. */
export interface ChangeDescription {
  readonly contract: Contract;
  readonly checks: readonly ProjectCheck[];
  readonly files: Workspace;
  readonly codeContext: CodeContext | undefined;
  /** Paths of code in a better order than the code context's. @default none */
  readonly preferred?: readonly string[];
}

const BUDGET_TOKENS = 6000;
const MAX_PATHS = 200;

/** The task: contract, checks, files, and the code that seems to be concerned. */
export async function describeChange({
  contract,
  checks,
  files,
  codeContext,
  preferred = [],
}: ChangeDescription): Promise<string> {
  const paths = await files.list();
  const query = { text: wordsOf(contract), budgetTokens: BUDGET_TOKENS, preferred };
  const found = await codeContext?.find(files, query);
  return [
    tagged("contract", renderForModel(contract)),
    tagged("checks", checks.map(({ command }) => command).join("\n")),
    tagged("files", renderPaths(paths)),
    ...(found ? renderFound(found) : []),
    ...implementContractCall.taskEndings,
  ].join("\n\n");
}

/** What code is looked for by. */
export function wordsOf({ title, summary, criteria }: Contract): string {
  return [title, summary, ...criteria.map(({ text }) => text)].join("\n");
}

function renderForModel({ title, summary, criteria, outOfScope, assumptions }: Contract): string {
  const list = (name: string, entries: readonly string[]) =>
    entries.length > 0 ? [`${name}:\n${entries.map((entry) => `- ${entry}`).join("\n")}`] : [];
  return [
    title,
    summary,
    ...list(
      "Acceptance criteria",
      criteria.map(({ id, text }) => `${id}: ${text}`),
    ),
    ...list("Out of scope", outOfScope),
    ...list("Assumed", assumptions),
  ].join("\n\n");
}

function renderPaths(paths: readonly string[]): string {
  const more = paths.length > MAX_PATHS ? [`… and ${paths.length - MAX_PATHS} more`] : [];
  return [...paths.slice(0, MAX_PATHS), ...more].join("\n");
}

/** Code, what else is near it, and where it is tested: each only when there is some. */
function renderFound({ excerpts, outline, tests }: FoundCode): readonly string[] {
  return [
    ...quoteCode(excerpts),
    ...(outline === "" ? [] : [tagged("outline", outline)]),
    ...(tests.length === 0 ? [] : [tagged("tests", tests.join("\n"))]),
  ];
}

/** Material in a tag that it cannot close by itself. */
function tagged(tag: ImplementTag, material: string): string {
  return `<${tag}>\n${material.replaceAll(`</${tag}`, `<\\/${tag}`)}\n</${tag}>`;
}
