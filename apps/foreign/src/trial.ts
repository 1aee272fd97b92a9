import type { ScriptedCall } from "@osorganicai/testing";

/** A public repository, an issue of ours, and what a scripted model makes of it. */
export interface Trial {
  readonly name: string;
  /** Language, package manager and layout, for the table. */
  readonly shape: string;
  /** Where anybody gets it. */
  readonly address: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** Programs that installing or checking needs, with a way to get them. */
  readonly needs: Readonly<Record<string, string>>;
  /** Shell commands in the clone, as its contributors would type them. */
  readonly install: readonly string[];
  /** What must pass. @default what is found from the project's files */
  readonly checks?: readonly string[];
  readonly issue: { readonly title: string; readonly body: string };
  /** The one acceptance criterion. */
  readonly criterion: string;
  /** The change and its test, as calls of the Developer's tools. */
  readonly change: readonly ScriptedCall[];
  /** The name of the test, as it stands in the code. */
  readonly test: string;
}

/** A call that writes a file. */
export function write(path: string, lines: readonly string[]): ScriptedCall {
  return { name: "write_file", input: { path, content: `${lines.join("\n")}\n` } };
}

/** A call that replaces text which occurs once. */
export function edit(path: string, find: string, replace: string): ScriptedCall {
  return { name: "edit_file", input: { path, find, replace } };
}
