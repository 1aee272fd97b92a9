/** Whether a script of a child passed. `none`: it has no such script. `red_before`: it fails without the upgrade, too. */
export type ScriptState = "green" | "red" | "red_before" | "none";

/** What an upgrade did to a copy of one child. */
export interface RehearsedChild {
  /** Relative to the folder of the fleet. */
  readonly place: string;
  readonly from?: string;
  readonly to?: string;
  /** Why it was not upgraded at all; nothing below is known then. */
  readonly problem?: string;
  /** Files that would wait for a person. */
  readonly conflicts: readonly string[];
  /** Ids of migrations that did all they were to do. */
  readonly applied: readonly string[];
  /** Migrations that failed, wait, or left something for a person: `<id>: <what>`. */
  readonly missed: readonly string[];
  readonly typeCheck: ScriptState;
  readonly tests: ScriptState;
  /** The last lines of what was red. */
  readonly said?: string;
  /** Copying, installing, upgrading and trying, in seconds. */
  readonly seconds: number;
}

/** The blast radius of a version. The shape of `--json`. */
export interface RehearsalReport {
  readonly version: string;
  /** `2 children: 0 conflicts / 3 codemod misses / 1 red` */
  readonly summary: string;
  readonly conflicts: number;
  readonly misses: number;
  /** Children whose types or tests fail since the upgrade, or that could not be upgraded. */
  readonly red: number;
  /** Children of which something fails without the upgrade, too, and nothing since. */
  readonly redBefore: number;
  readonly children: readonly RehearsedChild[];
}
