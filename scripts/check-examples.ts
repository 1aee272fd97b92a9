// Every ```ts block of every document compiles under our own options, against what the packages publish.
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import ts from "typescript";
import { findExamples } from "./find-examples.ts";
import { listDocuments } from "./list-documents.ts";
import { readPackages } from "./read-packages.ts";

const root = join(import.meta.dirname, "..");
const documents = listDocuments(root).filter((path) => existsSync(join(root, path)));
const examples = documents.flatMap((path) => findExamples(path, readFileSync(join(root, path), "utf8")));
// Beside its document, and with the document's line numbers.
const files = new Map(
  examples.map((example) => [
    join(root, dirname(example.path), example.name ?? `${basename(example.path)}.${example.line}.ts`),
    { ...example, text: `${"\n".repeat(example.line - 1)}${example.code}\nexport {};` },
  ]),
);

const program = ts.createProgram([...files.keys()], readOptions(), createHost());
const problems = ts.getPreEmitDiagnostics(program);
for (const { file, start = 0, messageText } of problems) {
  const where = file && `${files.get(file.fileName)?.path ?? file.fileName}:${lineOf(file, start)} `;
  process.stdout.write(`${where ?? ""}${ts.flattenDiagnosticMessageText(messageText, "\n")}\n`);
}
process.exitCode = problems.length > 0 ? 1 : 0;

function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const packages = readPackages(root, "packages");
  const paths = Object.fromEntries(
    packages.flatMap(({ name, folder }) => [
      [name, [`${root}/${folder}/dist/index.d.ts`]],
      [`${name}/*`, [`${root}/${folder}/dist/*.d.ts`]],
    ]),
  );
  return { ...options, isolatedDeclarations: false, declaration: false, paths };
}

function createHost(): ts.CompilerHost {
  const host = ts.createCompilerHost({});
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path)?.text ?? readFile(path);
  host.getSourceFile = (path, options, ...rest) => {
    const text = files.get(path)?.text;
    return text === undefined
      ? getSourceFile(path, options, ...rest)
      : ts.createSourceFile(path, text, options);
  };
  return host;
}

function lineOf(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1;
}
