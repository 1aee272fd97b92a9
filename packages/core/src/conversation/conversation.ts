import type { ConversationStatus } from "./lifecycle.ts";

/** The state of one issue. The database is the truth; labels and comments only show it. */
export interface Conversation {
  readonly id: string;
  readonly subject: string;
  /** `owner/name`. */
  readonly repository: string;
  /** GitHub's id of the issue, unique over all repositories. */
  readonly issueId: number;
  readonly issueNumber: number;
  readonly status: ConversationStatus;
  /** The Product Owner's last analysis, in the fields of the original architecture. */
  readonly analysis: Analysis | undefined;
  /** The branch the Developer works on; recorded before it exists on GitHub. */
  readonly branch: string | undefined;
  readonly pullRequestNumber: number | undefined;
}

/** A question with a way out: whoever does not care can accept the default. */
export interface ClarifyingQuestion {
  readonly question: string;
  readonly options: readonly string[];
  readonly default: string;
  /** Why the answer changes what is built. */
  readonly why: string;
}

/** What the Product Owner made of an issue. Field names are those of the original architecture, also in the database. */
export interface Analysis {
  readonly needs_clarification: boolean;
  readonly questions: readonly ClarifyingQuestion[];
  readonly refined_description: string;
  /** 1 for the first analysis of a conversation: how often the human was or could have been asked. */
  readonly round: number;
  /** The newest comment that was read; 0 when there was none. What is newer has not been considered. */
  readonly last_comment_id: number;
}
