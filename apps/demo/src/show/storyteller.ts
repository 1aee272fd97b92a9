import type { Writable } from "node:stream";

/** Tells the story as it happens. */
export interface Storyteller {
  begin(title: string): void;
  tell(text: string): void;
  /** What somebody said, indented. */
  quote(author: string, body: string): void;
  /** What is being waited for, from now on. */
  waitFor(text: string): void;
  /** The story is over. */
  end(summary: string, verdict: string): void;
  /** Nothing is waited for any more; something may be left to say. */
  close(text?: string): void;
}

/** Where a story is told. */
export type StoryStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };
