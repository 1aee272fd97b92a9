import ignore, { type Ignore } from "ignore";

/** The rules of a folder's `.gitignore` on top of those of the folders above it. */
export interface IgnoreRules {
  /** @param path relative to the checkout; a folder ends with `/` */
  ignores(path: string): boolean;
  /** The rules below `folder`, whose `.gitignore` has this content. */
  below(folder: string, gitignore: string): IgnoreRules;
}

/** No rule at all. */
export const noIgnoreRules: IgnoreRules = wrap(emptyRules());

function wrap(rules: Ignore): IgnoreRules {
  return {
    ignores: (path) => rules.ignores(path),
    below(folder, gitignore) {
      const lines = gitignore.split(/\r?\n/);
      return wrap(
        emptyRules()
          .add(rules)
          .add(lines.map((line) => anchor(line, folder))),
      );
    },
  };
}

function emptyRules(): Ignore {
  return ignore({ ignorecase: false, allowRelativePaths: true });
}

/**
 * A rule of a nested file as it would stand in the topmost one, so that all rules are one list in which the last match
 * wins, as git has it. https://git-scm.com/docs/gitignore#_pattern_format
 */
function anchor(line: string, folder: string): string {
  if (folder === "" || line.trim() === "" || line.startsWith("#")) return line;
  const negative = line.startsWith("!");
  const pattern = negative ? line.slice(1) : line;
  const prefix = `${negative ? "!" : ""}/${folder.replaceAll(/[\\*?[\]!# ]/g, "\\$&")}`;
  const hasPath = pattern.trimEnd().replace(/\/$/, "").includes("/");
  return hasPath ? `${prefix}/${pattern.replace(/^\//, "")}` : `${prefix}/**/${pattern}`;
}
