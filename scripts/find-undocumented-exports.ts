import { relative } from "node:path";
import ts from "typescript";

/**
 * Everything that entry points export without a docstring, as `path: name`.
 * @param entries files such as `packages/core/src/index.ts`, absolute
 */
export function findUndocumentedExports(root: string, entries: readonly string[]): readonly string[] {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(`${root}/tsconfig.base.json`, ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram(entries, options);
  const checker = program.getTypeChecker();
  return entries.flatMap((entry) => {
    const source = program.getSourceFile(entry);
    const module = source && checker.getSymbolAtLocation(source);
    const exported = module ? checker.getExportsOfModule(module) : [];
    return exported
      .filter((symbol) => !isDocumented(symbol, checker))
      .map(({ name }) => `${relative(root, entry)}: ${name}`);
  });
}

/** A docstring beside the declaration counts, wherever the name was exported again. */
function isDocumented(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const declared = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  return declared.getDocumentationComment(checker).length > 0;
}
