import type { StoryStream, Storyteller } from "./storyteller.ts";
import { shorten } from "./words.ts";

const INDENT = " ".repeat(10);

/** For files and pipes: one line after the other, with the seconds since the beginning. */
export function tellInLines(stream: StoryStream): Storyteller {
  const startedAt = performance.now();
  const write = (text: string): void => void stream.write(`${text}\n`);
  const tell = (text: string): void =>
    write(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  return {
    begin: write,
    tell,
    quote: (author, body) => write(`${author}: ${shorten(body)}`.replace(/^(?=.)/gm, INDENT)),
    waitFor: (text) => tell(`… ${text}`),
    end: (summary, verdict) => write(`\n${summary}\n\n${verdict}`),
    close: (text) => void (text !== undefined && write(text)),
  };
}
