import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { createStoryteller } from "./create-storyteller.ts";
import type { StoryStream } from "./storyteller.ts";

/** Tells a whole story, and answers with what came out. */
function tell(terminal: { readonly isTTY: true; readonly columns: number } | undefined): string {
  const stream = new PassThrough();
  const teller = createStoryteller(Object.assign(stream, terminal) satisfies StoryStream);
  teller.begin("Title");
  teller.waitFor("at work");
  teller.tell("[4] The Product Owner asks.");
  teller.quote("bot", `Which one?\n${"line\n".repeat(16)}<!-- osorganicai:questions:1 -->`);
  teller.end("Issue  #1", "All nine steps happened.");
  teller.close("Everything is stopped.");
  return stripVTControlCharacters(String(stream.read()));
}

test("in lines, everything stands on its own line and the summary apart", () => {
  const story = tell(undefined).replace(/^ *\d+\.\d s/gm, "0 s");
  expect(story).toBe(
    [
      "Title",
      "0 s  … at work",
      "0 s  [4] The Product Owner asks.",
      "          bot: Which one?",
      ...Array.from({ length: 15 }, () => "          line"),
      "          … 1 more line",
      "",
      "Issue  #1",
      "",
      "All nine steps happened.",
      "Everything is stopped.",
      "",
    ].join("\n"),
  );
});

test("on a terminal, everything goes to the stream that was given, with a clock and a summary of its own", () => {
  const story = tell({ isTTY: true, columns: 60 });
  expect(story).toMatch(/Title[\s\S]*at work \[0 s\][\s\S]*\[4\] The Product Owner asks\.[\s\S]*bot:\n/);
  expect(story).toMatch(
    /Summary ─+[\s\S]*Issue {2}#1[\s\S]*All nine steps happened\.\n+Everything is stopped\.\n$/,
  );
});

test("a line that waits is never longer than the terminal is wide", () => {
  const stream = new PassThrough();
  const teller = createStoryteller(Object.assign(stream, { isTTY: true, columns: 20 }));
  teller.waitFor("something with a very long name");
  teller.close();
  expect(stripVTControlCharacters(String(stream.read())).trim()).toHaveLength(19);
});
