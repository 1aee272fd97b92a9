import type { ModelRequest } from "./open-journal.ts";

/** A running model double, seen from any process. */
export interface ModelDoubleClient {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /**
   * Environment variables that point LangChain's ChatAnthropic and ChatOpenAI at the double. Both names of each
   * address are set, because the classes look at `ANTHROPIC_API_URL` and `OPENAI_API_BASE` first.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** Every request so far, oldest first. */
  journal(): Promise<readonly ModelRequest[]>;
}

/** Where the double shows its journal. */
export const JOURNAL_PATH = "/_double/journal";

/** A client of the double at `url`, which another process may have started. */
export function connectToModelDouble(url: string): ModelDoubleClient {
  return {
    url,
    environment: {
      ANTHROPIC_API_KEY: "scripted",
      ANTHROPIC_API_URL: url,
      ANTHROPIC_BASE_URL: url,
      OPENAI_API_KEY: "scripted",
      OPENAI_API_BASE: `${url}/v1`,
      OPENAI_BASE_URL: `${url}/v1`,
    },
    async journal() {
      const response = await fetch(new URL(JOURNAL_PATH, url));
      if (!response.ok) throw new Error(`No model double answers at ${url}: HTTP ${response.status}.`);
      return (await response.json()) as readonly ModelRequest[];
    },
  };
}
