import { type Actor, type Issue, type IssueComment, isMarkedComment, quoteCode } from "@osorganicai/core";
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
    ...quoteCode(repository.code),
    tagged("issue", `# ${issue.title}\n\n${issue.body.trim() || "(The author wrote no description.)"}`),
    ...comments.map((comment) =>
      tagged("comment", comment.body, isOurs(comment, self) ? "you" : comment.author.login),
    ),
    mayAsk ? ANALYSE : ANALYSE_FINALLY,
  ].join("\n\n");
}

/** With a personal access token the account also belongs to a person, whose own comments have no marker. */
function isOurs({ author, body }: IssueComment, self: Actor): boolean {
  return author.id === self.id && (self.type === "Bot" || isMarkedComment(body));
}

/** Material in a tag that it cannot close by itself. */
function tagged(tag: AnalysisTag, material: string, by?: string): string {
  const from = by === undefined ? "" : ` by="${by.replace(/[^\w[\]-]/g, "")}"`;
  return `<${tag}${from}>\n${material.replaceAll(`</${tag}`, `<\\/${tag}`)}\n</${tag}>`;
}
