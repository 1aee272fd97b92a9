import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "@osorganicai/core";
import { askRepository, listAll, type RepositoryAccess } from "./ask-repository.ts";

/** Addresses by migration, and what went wrong. */
export interface OpenedIssues {
  readonly issues: Readonly<Record<string, string>>;
  readonly issueProblem?: string;
}

/**
 * Makes an issue with the label `ready-for-dev` of everything in `.osorganicai/todo`, once: each has a mark by which it is
 * looked for among all issues first, closed ones too. The file stays until the Developer's change takes it away.
 */
export async function openIssues(root: string, access: RepositoryAccess | undefined): Promise<OpenedIssues> {
  const todos = readTodos(root);
  if (access === undefined || todos.length === 0) return { issues: {} };
  try {
    const open = await listAll<GitHubIssue>(access, `issues?state=all&labels=${label}`);
    const issues: Record<string, string> = {};
    for (const { key, title, body, mark } of todos) {
      const known = open.find((issue) => issue.body?.includes(mark));
      const { html_url: url } =
        known ?? (await createIssue(access, { title, body, labels: [label, "ready-for-dev"] }));
      issues[key] = url;
    }
    return { issues };
  } catch (error) {
    return { issues: {}, issueProblem: messageOf(error) };
  }
}

/** By which they are listed; `ready-for-dev` is taken off again by the agents. */
const label = "osorganicai-upgrade";

interface Todo {
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly mark: string;
}

function readTodos(root: string): readonly Todo[] {
  const folder = join(root, ".osorganicai", "todo");
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".md"));
  } catch {
    return [];
  }
  return names.toSorted().flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const [mark, key] = /<!-- osorganicai:migration (\S+) -->/.exec(text) ?? [];
    const [heading = "", title = ""] = /^# (.+)\n/.exec(text) ?? [];
    return mark && key ? [{ key, title, body: text.slice(heading.length).trim(), mark }] : [];
  });
}

interface GitHubIssue {
  readonly html_url: string;
  readonly body: string | null;
}

async function createIssue(access: RepositoryAccess, issue: object): Promise<GitHubIssue> {
  const init = { method: "POST", body: JSON.stringify(issue) };
  return (await askRepository(access, "issues", init)) as GitHubIssue;
}
