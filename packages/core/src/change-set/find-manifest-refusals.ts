import type { Refusal } from "./check-change-set.ts";
import type { FileVersions } from "./file-versions.ts";
import { foldPath } from "./fold-path.ts";

/** Fields of a package.json that neither run, install nor resolve anything but the package's own files. */
const inert: readonly string[] =
  "name version description keywords license homepage repository bugs funding author contributors maintainers type main module browser types typings exports imports files sideEffects".split(
    " ",
  );

const dependencyField = /dependencies(meta)?$/i;

/** A line that defines a target by which projects are checked, or that takes targets from another file. */
const checkingTarget = /^ *([\w.-]+[ \t]+)*(test|check|lint|spec|verify|ci)\b[^\n:=]*:(?!=)|^-?include\b/m;

/** Files that are allowed as such but decide, in parts, what is run and installed. */
const manifests: readonly {
  readonly path: RegExp;
  readonly reasonsOf: (file: FileVersions) => readonly string[];
}[] = [
  { path: /(^|\/)package\.json$/, reasonsOf: reasonsOfPackageJson },
  { path: /(^|\/)((gnu)?makefile|[^/]+\.mk|\.?justfile|taskfile\.ya?ml)$/, reasonsOf: reasonsOfMakefile },
];

/**
 * What a change may not do to the manifests of a project, as a pure function: a proof runs with the changed files, so a
 * change that named its own checks would prove itself. A new manifest is compared with an empty one, because its scripts
 * would run at the next install.
 */
export function findManifestRefusals(files: readonly FileVersions[]): readonly Refusal[] {
  return files.flatMap((file) => {
    const manifest = manifests.find(({ path }) => path.test(foldPath(file.path)));
    return (manifest?.reasonsOf(file) ?? []).map((reason) => ({ path: file.path, reason }));
  });
}

function reasonsOfPackageJson({ before, after }: FileVersions): readonly string[] {
  const had = parseFields(before) ?? {};
  const has = parseFields(after);
  if (has === undefined) return ["is not a JSON object any more"];
  return changedKeys(had, has)
    .filter((field) => !inert.includes(field))
    .map((field) => {
      const keys = changedKeys(had[field], has[field]);
      if (dependencyField.test(field))
        return `changes ${field} (${keys.join(", ")}). Dependencies are chosen by a human: do without, or say in the summary what is needed`;
      const name = keys.length > 0 ? keys.map((key) => `${field}.${key}`).join(", ") : field;
      return `changes ${name}, which decides what is run or installed. A human has to do that`;
    });
}

function reasonsOfMakefile({ before, after }: FileVersions): readonly string[] {
  return [before, after].some((text) => checkingTarget.test(text ?? ""))
    ? ["defines how the project is checked, so a human has to change it"]
    : [];
}

/** An absent file has no fields; undefined when there is text that is no JSON object. */
function parseFields(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keys whose values differ; none when neither side is an object. */
function changedKeys(before: unknown, after: unknown): readonly string[] {
  const [had, has] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  return [...new Set([...Object.keys(had), ...Object.keys(has)])].filter(
    (key) => JSON.stringify(had[key]) !== JSON.stringify(has[key]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
