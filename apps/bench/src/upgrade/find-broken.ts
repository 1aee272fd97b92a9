import { Lang, parse } from "@ast-grep/napi";
import { parseDocument } from "yaml";

/** Files that no tool could read any more, or that hold conflict marks. */
export function findBroken(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].filter(([path, text]) => isBroken(path, text)).map(([path]) => path);
}

function isBroken(path: string, text: string): boolean {
  if (/^(<{7}|>{7}) /m.test(text)) return true;
  if (/\.(json|ya?ml)$/.test(path)) return parseDocument(text).errors.length > 0;
  return (
    path.endsWith(".ts") &&
    parse(Lang.TypeScript, text)
      .root()
      .findAll({ rule: { kind: "ERROR" } }).length > 0
  );
}
