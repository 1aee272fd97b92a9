import {
  type Actor,
  type CodeExcerpt,
  type Issue,
  type IssueComment,
  isMarkedComment,
} from "@osorganicai/core";
import { ANALYSE, ANALYSE_FINALLY, type AnalysisTag } from "./analysis-call.ts";
import type { RepositoryFacts } from "./read-repository.ts";

/** Everything that was said on an issue, and where. */
export interface IssueThread {
  readonly issue: Issue;
  /** Oldest first, ours included. */
  readonly comments: readonly IssueComment[];
  /** Who we are on GitHub. */
  readonly self: Actor;
  readonly repository: RepositoryFacts;
  /** 1 for the first analysis. */
  readonly round: number;
  /** False when every round of questions is used up. */
  readonly mayAsk: boolean;
}

/** The task: the repository, the issue and what was said about it. */
export function buildAnalysisPrompt({ issue, comments, self, repository, mayAsk }: IssueThread): string {
  return [
    tagged("conventions", repository.conventions || "(none written down)"),
    tagged("codebase", repository.summary),
    ...repository.code.map(renderExcerpt),
    tagged("issue", `# ${issue.title}\n\n${issue.body.trim() || "(The author wrote no description.)"}`),
    ...comments.map((comment) =>
      tagged("comment", comment.body, {
        by: isOurs(comment, self) ? "you" : comment.author.login.replace(/[^\w[\]-]/g, ""),
      }),
    ),
    mayAsk ? ANALYSE : ANALYSE_FINALLY,
  ].join("\n\n");
}

/** With a personal access token the account also belongs to a person, whose own comments have no marker. */
function isOurs({ author, body }: IssueComment, self: Actor): boolean {
  return author.id === self.id && (self.type === "Bot" || isMarkedComment(body));
}

function renderExcerpt({ path, startLine, endLine, text }: CodeExcerpt): string {
  return tagged("code", text, { path, lines: `${startLine}-${endLine}` });
}

/** Material in a tag that it cannot close by itself, and names that cannot leave their place. */
function tagged(
  tag: AnalysisTag,
  material: string,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const said = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${value.replace(/["<>\p{Cc}]/gu, "")}"`,
  );
  return `<${tag}${said.join("")}>\n${material.replaceAll(`</${tag}`, `<\\/${tag}`)}\n</${tag}>`;
}
