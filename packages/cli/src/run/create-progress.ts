import { type Logger, silentLogger } from "@osorganicai/core";

/** Tells a person what is going on. */
export interface Progress {
  /** One sentence that stays. */
  say(sentence: string): void;
  /** Turns what agents and models log into progress. */
  readonly log: Logger;
  /** Makes room for the result. */
  end(): void;
}

/** Plain lines; on a terminal the last one is overwritten while it only tells that work goes on. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  let open = false;
  const clear = (): void => {
    if (open) stream.write("\r\u001B[K");
    open = false;
  };
  const say = (sentence: string): void => {
    clear();
    stream.write(`${sentence}\n`);
  };
  const pass = (sentence: string): void => {
    if (!stream.isTTY) return say(sentence);
    clear();
    stream.write(sentence.slice(0, Math.max(20, stream.columns - 1)));
    open = true;
  };
  let answers = 0;
  const log: Logger = {
    ...silentLogger,
    info(event, fields = {}) {
      const sentence = describe(event, fields);
      if (sentence !== undefined) say(sentence);
      if (event !== "model.answered") return;
      answers += 1;
      pass(`  … ${answers} ${answers === 1 ? "answer" : "answers"} of the model`);
    },
    warn(event, { message } = {}) {
      if (event === "step.failed") say(`  will be tried again: ${String(message)}`);
      if (event === "code_context.failed")
        say(`  goes on without hints where the code is: ${String(message)}`);
    },
    with: () => log,
  };
  return { say, log, end: clear };
}

const names: Readonly<Record<string, string>> = { product_owner: "Product Owner", developer: "Developer" };
const sentences: Readonly<Record<string, string>> = {
  "agent.started": "reads",
  "agent.analyzed": "has understood the issue",
  "agent.proved": "has proven a change: red without it, green with it",
  "agent.proposed": "has made the branch",
};

function describe(event: string, { agent }: { readonly agent?: unknown }): string | undefined {
  const sentence = sentences[event];
  return sentence && `${names[String(agent)] ?? String(agent)} ${sentence}`;
}
