import { intro, log, note, outro } from "@clack/prompts";
import { createSpinner } from "./spinner.ts";
import type { StoryStream, Storyteller } from "./storyteller.ts";
import { shorten } from "./words.ts";

/** For a person who watches. Everything goes to the stream, and nothing is read from the terminal. */
export function tellToTerminal(output: StoryStream): Storyteller {
  const spinner = createSpinner(output);
  const between = (say: () => void): void => {
    spinner.hide();
    say();
    spinner.show();
  };
  return {
    begin: (title) => intro(title, { output }),
    tell: (text) => between(() => log.step(text, { output })),
    quote: (author, body) =>
      between(() => log.message(`${author}:\n${shorten(body)}`, { output, symbol: "│" })),
    waitFor: (text) => spinner.turn(text),
    end(summary, verdict) {
      spinner.stop();
      note(summary, "Summary", { output, format: (line) => line });
      outro(verdict, { output });
    },
    close(text) {
      spinner.stop();
      if (text !== undefined) output.write(`${text}\n`);
    },
  };
}
