import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "@osorganicai/core";

/** Where a child's issues are. */
export interface IssueAccess {
  /** `https://api.github.com`, or an enterprise's. */
  readonly api: string;
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
}

/** Addresses by migration, and what went wrong. */
export interface OpenedIssues {
  readonly issues: Readonly<Record<string, string>>;
  readonly issueProblem?: string;
}

/**
 * Makes an issue with the label `ready-for-dev` of everything in `.osorganicai/todo`, once: each has a mark by which it is
 * looked for among all issues first, closed ones too. The file stays until the Developer's change takes it away.
 */
export async function openIssues(root: string, access: IssueAccess | undefined): Promise<OpenedIssues> {
  const todos = readTodos(root);
  if (access === undefined || todos.length === 0) return { issues: {} };
  try {
    const open = await listIssues(access);
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

async function listIssues(access: IssueAccess): Promise<readonly GitHubIssue[]> {
  const found: GitHubIssue[] = [];
  for (let page = 1; ; page += 1) {
    const query = `state=all&labels=${label}&per_page=100&page=${page}`;
    const issues = (await ask(access, `issues?${query}`)) as readonly GitHubIssue[];
    found.push(...issues);
    if (issues.length < 100) return found;
  }
}

async function createIssue(access: IssueAccess, issue: object): Promise<GitHubIssue> {
  return (await ask(access, "issues", { method: "POST", body: JSON.stringify(issue) })) as GitHubIssue;
}

async function ask(
  { api, token, repository }: IssueAccess,
  path: string,
  init: RequestInit = {},
): Promise<unknown> {
  const response = await fetch(`${api}/repos/${repository}/${path}`, {
    ...init,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-github-api-version": "2022-11-28",
    },
    signal: AbortSignal.timeout(30_000),
  });
  if (response.ok) return response.json();
  throw new Error(
    `GitHub answered ${response.status} for the issues of ${repository}. The token needs permission to read and write them.`,
  );
}
