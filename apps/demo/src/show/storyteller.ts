import { intro, log, outro, spinner } from "@clack/prompts";

/** Tells the story as it happens. */
export interface Storyteller {
  begin(title: string): void;
  tell(text: string): void;
  /** What somebody said, indented. */
  quote(author: string, body: string): void;
  /** What is being waited for. */
  waitFor(text: string): void;
  end(text: string): void;
}

/** Spinner and colours for a terminal, plain lines with seconds for everything else. */
export function createStoryteller(stream: NodeJS.WriteStream): Storyteller {
  return stream.isTTY ? tellToTerminal() : tellInLines(stream);
}

function tellToTerminal(): Storyteller {
  const turning = spinner({ indicator: "timer" });
  let waiting: string | undefined;
  const between = (say: () => void): void => {
    if (waiting !== undefined) turning.clear();
    say();
    if (waiting !== undefined) turning.start(waiting);
  };
  return {
    begin: (title) => intro(title),
    tell: (text) => between(() => log.step(text)),
    quote: (author, body) => between(() => log.message(shorten(body), { symbol: `${author}:` })),
    waitFor(text) {
      if (waiting !== undefined) turning.clear();
      waiting = text;
      turning.start(text);
    },
    end(text) {
      if (waiting !== undefined) turning.clear();
      waiting = undefined;
      outro(text);
    },
  };
}

function tellInLines(stream: NodeJS.WriteStream): Storyteller {
  const startedAt = performance.now();
  const write = (text: string): void => void stream.write(`${text}\n`);
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s`;
  return {
    begin: write,
    tell: (text) => write(`${seconds()}  ${text}`),
    quote: (author, body) =>
      write(
        `${shorten(body).replace(/^/gm, " ".repeat(10)).trimStart().replace(/^/, `          ${author}: `)}`,
      ),
    waitFor() {},
    end: write,
  };
}

const MAX_LINES = 16;

/** Without the markers that only we read, and not longer than a person wants to read between two lines. */
function shorten(body: string): string {
  const lines = body
    .replace(/<!--[\s\S]*?-->/g, "")
    .trim()
    .split("\n");
  return [
    ...lines.slice(0, MAX_LINES),
    ...(lines.length > MAX_LINES ? [`… ${lines.length - MAX_LINES} more lines`] : []),
  ].join("\n");
}
