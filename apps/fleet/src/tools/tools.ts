/** A program from npm that the stories need and the workspace does not. */
export interface Tool {
  /** The exact version that was seen to work. */
  readonly version: string;
  /** The program, relative to the folder it is installed in. */
  readonly program: string;
  /** Versions of what it depends on, where its own choice cannot be had everywhere. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** The names of all tools. */
export type ToolName = keyof typeof tools;

/** Hundreds of packages each, so they are installed apart, when they are first needed. */
export const tools = {
  verdaccio: {
    version: "6.10.4",
    program: "node_modules/verdaccio/bin/verdaccio",
    overrides: { "node-fetch": "2.7.0" }, // asked for by a dist-tag, which not every mirror keeps
  },
  renovate: { version: "44.121.2", program: "node_modules/renovate/dist/renovate.js" },
  vercel: { version: "60.1.3", program: "node_modules/vercel/dist/vc.js" },
  pnpm: { version: "12.21.0", program: "node_modules/.bin/pnpm" },
} as const satisfies Readonly<Record<string, Tool>>;
