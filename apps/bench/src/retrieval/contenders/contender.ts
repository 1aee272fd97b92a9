import type { Document } from "../documents/document.ts";
import type { Task } from "../tasks/read-tasks.ts";

/** What a contender is asked. */
export interface Question {
  readonly task: Task;
  /** All that may be ranked. */
  readonly documents: readonly Document[];
  /** Where the repository is, for who reads more than the documents. */
  readonly gitDir: string;
}

/** Lines of a file at the base commit, 1-based; `endLine` is one of them. */
export interface LineRange {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** What a contender says about a text. */
export interface Answer {
  /** Paths, best first. Files that it leaves out count as not found. */
  readonly ranking: readonly string[];
  /** The lines that it would show within a budget, for contenders that pack. */
  readonly pack?: (budgetTokens: number) => Promise<readonly LineRange[]> | readonly LineRange[];
}

/** A way to find the files that a text is about. */
export interface Contender {
  readonly name: string;
  answer(question: Question): Promise<Answer> | Answer;
}
