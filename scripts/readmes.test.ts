import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const codes = new Set(
  [...read("packages/core/src/errors.ts").matchAll(/^ {2}(\w+): "(?:retry|human|bug)",$/gm)].map(
    ([, code]) => code,
  ),
);

describe.each(globSync("packages/*", { cwd: root }))("the README of %s", (folder) => {
  const readme = read(`${folder}/README.md`);
  const { name } = JSON.parse(read(`${folder}/package.json`));

  test("begins with its name and why it exists", () => {
    const [title, why] = readme.split("\n\n");
    expect(title).toBe(`# ${name}`);
    expect(why).toMatch(/^This package exists so\sthat /);
  });

  test("has an example, and the defaults of its options", () => {
    expect(readme).toMatch(/^```(ts|sh)$/m);
    expect(readme).toMatch(/^\| .*\| +default +\|/m);
  });

  test("names every error that the package raises, and no code that does not exist", () => {
    for (const code of thrownIn(folder)) expect.soft(readme, code).toContain(`\`${code}\``);
    for (const code of listedIn(readme)) expect.soft(codes, code).toContain(code);
  });
});

/** Codes of errors that a package makes itself. Contract suites only play that something else failed. */
function thrownIn(folder: string): ReadonlySet<string> {
  const paths = globSync("src/**/*.ts", {
    cwd: join(root, folder),
    exclude: (path) => /\.test\.ts$|contracts$|test-support$/.test(path),
  });
  const thrown = paths.flatMap((path) => [
    ...read(`${folder}/${path}`).matchAll(/OSOrganicError\(\s*"(\w+)"/g),
  ]);
  return new Set(thrown.map(([, code = ""]) => code));
}

/** The first column of every table of errors. */
function listedIn(readme: string): readonly string[] {
  const tables = [...readme.matchAll(/^\| error .*\n\|[-| ]+\n((?:\|.*\n)+)/gm)].map(([, rows = ""]) => rows);
  return tables.flatMap((rows) => [...rows.matchAll(/^\| `(\w+)`/gm)].map(([, code = ""]) => code));
}
