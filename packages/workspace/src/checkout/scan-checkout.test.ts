import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runInWorker } from "./run-in-worker.ts";
import { scanCheckout } from "./scan-checkout.ts";

/** Every kind of rule of https://git-scm.com/docs/gitignore, at the top and in nested folders. */
const gitignores: Readonly<Record<string, string>> = {
  ".gitignore": `# comment

build
*.log
!important.log
/only-here
folder-only/
docs/*.txt
**/deep
a/**/z
\\#sharp
\\!bang
trailing${"   "}
space\\${" "}
x?z
[ab]cd
sub/nested
`,
  "sub/.gitignore": "!build\n*.tmp\n/anchored\nin/path\n!keep.log\r\n*.md\n!README.md\n",
  "sub/[odd] name!/.gitignore": "*.odd\n/here\n",
  "build/.gitignore": "!*\n",
};

const files = `
build/x  build/y.log  sub/build/x  sub/build/a.log  sub/keep.log  sub/other.log  important.log  a.log
only-here  sub/only-here  folder-only  sub/folder-only/x  docs/a.txt  docs/deeper/a.txt  sub/docs/a.txt
deep/x  sub/deep  a/z  a/b/c/z  sub/a/z  #sharp  !bang  trailing  space  x1z  xz  acd  bcd  ccd  ACD
sub/a.tmp  a.tmp  sub/anchored  sub/in/anchored  sub/in/path  in/path  sub/nested/x  sub/nested2
sub/a.md  sub/README.md  sub/in/README.md  sub/[odd] name!/a.odd  sub/[odd] name!/in/here
sub/[odd] name!/here  sub/o/a.odd  with space  ünï
`
  .trim()
  .split(/ {2}|\n/);

test("finds the same files as git, whatever .gitignore says", () => {
  const root = freshFolder();
  for (const [path, content] of Object.entries(gitignores)) write(root, path, content);
  for (const path of files) write(root, path, "x");
  const tracked = ["build/y.log", "only-here", "sub/nested/x"];
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: root }).toString();
  git("init", "--quiet");
  git("add", "--force", ...tracked);
  const expected = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    .split("\0")
    .filter(Boolean);

  const scanned = scanCheckout({ root, tracked: new Set(tracked), submodules: new Set() });

  expect(scanned.files.map(({ path }) => path).sort()).toEqual(expected.sort());
});

test("does not read a .gitignore that is a link", () => {
  const root = freshFolder();
  write(root, "rules", "a.txt");
  write(root, "a.txt", "x");
  symlinkSync("rules", join(root, ".gitignore"));
  const scanned = scanCheckout({ root, tracked: new Set(), submodules: new Set() });
  expect(scanned.files.map(({ path }) => path).sort()).toEqual(["a.txt", "rules"]);
});

test("is given up when a glob and a name are made to take for ever", async () => {
  const root = freshFolder();
  write(root, "a".repeat(200), "x");
  const scan = { root, tracked: new Set<string>(), submodules: new Set<string>() };
  await expect(runInWorker({ kind: "list", scan, glob: `${"*a".repeat(20)}b` }, 1000)).rejects.toMatchObject({
    code: "pattern_refused",
  });
});

function freshFolder(): string {
  const root = mkdtempSync(join(tmpdir(), "scan-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

function write(root: string, path: string, content: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
