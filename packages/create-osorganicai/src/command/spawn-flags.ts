import type { Domain } from "../child/child-answers.ts";

/** The flags of the command, as commander parses them. */
export interface SpawnFlags {
  readonly name?: string;
  readonly domain?: Domain;
  readonly owner?: string;
  readonly model?: string;
  /** Undefined: neither `--supabase` nor `--no-supabase`. */
  readonly supabase?: boolean;
  readonly install: boolean;
  readonly git: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** What the command may touch of the process it runs in. */
export interface Terminal {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly environment: NodeJS.ProcessEnv;
  readonly currentFolder: string;
  readonly now: Date;
}
