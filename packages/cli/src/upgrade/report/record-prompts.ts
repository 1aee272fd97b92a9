import { readFileSync } from "node:fs";
import { messageOf } from "@osorganicai/core";
import { diffTexts } from "../ownership/diff-texts.ts";
import { toolPaths } from "../tool-paths.ts";
import { writeWhole } from "../tree/commit-changes.ts";
import { resolveInChild } from "../tree/resolve-in-child.ts";

/** How what an agent says to a model changed. */
export interface PromptChange {
  /** `product-owner` */
  readonly name: string;
  /** Unified; undefined when there was no earlier text to compare with. */
  readonly diff?: string;
}

/** What came of it. Never in the way of an upgrade: agents that do not load are a finding, not a failure. */
export interface RecordedPrompts {
  readonly prompts: readonly PromptChange[];
  readonly promptProblem?: string;
}

/** Renders the agents' prompts for a fixed issue, says how they changed, and keeps them for the next time. */
export async function recordPrompts({
  root,
  renderPrompts,
}: {
  readonly root: string;
  readonly renderPrompts?: () => Promise<Readonly<Record<string, string>>>;
}): Promise<RecordedPrompts> {
  if (!renderPrompts) return { prompts: [] };
  try {
    const rendered = await renderPrompts();
    const prompts = Object.entries(rendered).flatMap(([name, text]): readonly PromptChange[] => {
      const file = resolveInChild(root, toolPaths.prompt(name));
      const before = readText(file);
      if (before === text) return [];
      writeWhole(root, toolPaths.prompt(name), text);
      return [{ name, ...(before !== undefined && { diff: diffTexts(`${name}.md`, before, text) }) }];
    });
    return { prompts };
  } catch (error) {
    return { prompts: [], promptProblem: messageOf(error) };
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
