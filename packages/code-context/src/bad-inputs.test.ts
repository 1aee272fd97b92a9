import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseFiles } from "./files/choose-files.ts";
import { defaultLimits } from "./index-limits.ts";
import { type IndexEvent, indexRepository } from "./index-repository.ts";
import type { CodeSource } from "./sources/code-source.ts";
import { openFolderSource } from "./sources/open-folder-source.ts";
import { openGitSource } from "./sources/open-git-source.ts";
import { openProjectSource } from "./sources/open-project-source.ts";
import { createRepository } from "./test-support/create-repository.ts";
import { shop } from "./test-support/shop.ts";

const everything = async (source: CodeSource) => {
  const index = await indexRepository(source);
  return {
    found: await index.find("coupon"),
    packed: await index.packContext("coupon", { budgetTokens: 1000 }),
    symbols: index.symbols("coupon"),
    neighbours: index.neighbours("src/coupon.ts"),
    map: index.repoMap({ budgetTokens: 100 }),
    explained: await index.explain("coupon", "src/coupon.ts"),
  };
};
const nothing = {
  found: [],
  packed: { files: [], skeleton: [], tests: [], text: "", tokens: 0 },
  symbols: [],
  neighbours: { uses: [], usedBy: [], changedWith: [] },
  map: "",
  explained: undefined,
};

test("an empty repository has nothing, with and without a commit", async () => {
  const repository = createRepository();
  expect(await everything((await openProjectSource(repository.folder)).source)).toEqual(nothing);
  repository.commit("Nothing");
  expect(await everything(await openGitSource({ gitDir: repository.gitDir }))).toEqual(nothing);
});

test("a repository of binaries has nothing but their names", async () => {
  const binary = Uint8Array.from({ length: 5000 }, (_, at) => at % 7);
  const { gitDir } = createRepository({ "logo.png": binary, "src/coupon.ts": binary });
  const { found, packed } = await everything(await openGitSource({ gitDir }));
  expect(found.map(({ path }) => path)).toEqual(["src/coupon.ts"]);
  expect(packed.files).toEqual([]);
});

test("a file of 50 MB is left out, and that is said", async () => {
  const { folder } = createRepository(shop);
  writeFileSync(join(folder, "src/coupon-data.js"), Buffer.alloc(50_000_000, "coupon\n"));
  const index = await indexRepository(await openFolderSource(folder));
  expect(index.leftOut).toEqual({ tooLarge: 1, beyondLimits: 0 });
  expect(index.files).not.toContain("src/coupon-data.js");
});

test("of 200 000 files as many are indexed as the limits allow, sources first, and the rest is said", async () => {
  const files = Array.from({ length: 200_000 }, (_, at) => ({
    path: `${at % 2 === 0 ? "tests" : "src"}/file${at}.ts`,
    blob: String(at),
    bytes: 10,
  }));
  const read: number[] = [];
  const events: IndexEvent[] = [];
  const index = await indexRepository(
    {
      list: async () => files,
      read: async (wanted) => {
        read.push(wanted.length);
        return wanted.map(({ path }) => Buffer.from(`export const ${path.slice(4, -3)} = 1;\n`));
      },
    },
    { limits: { maxFiles: 500 }, onProgress: (event) => events.push(event) },
  );
  expect(read.reduce((sum, count) => sum + count, 0)).toBe(500);
  expect(index.leftOut).toEqual({ tooLarge: 0, beyondLimits: 199_500 });
  expect(events[0]).toMatchObject({ kind: "listed", leftOut: { beyondLimits: 199_500 } });
  expect((await index.find("file501"))[0]?.path).toBe("src/file501.ts");
  const { files: chosen, leftOut } = chooseFiles(files, defaultLimits);
  expect([chosen.length, leftOut.beyondLimits]).toEqual([40_000, 160_000]);
});

test("bytes that are no UTF-8 hide nothing else in their file", async () => {
  const text = Buffer.from("// caf\xe9 \xff\xfe\nexport function applyCoupon() {}\n", "latin1");
  const { gitDir } = createRepository({ "src/coupon.ts": text });
  const { found, packed, symbols } = await everything(await openGitSource({ gitDir }));
  expect(found[0]?.path).toBe("src/coupon.ts");
  expect(packed.text).toContain("export function applyCoupon() {}");
  expect(symbols).toEqual([]);
});

test("links are not followed, so neither a circle nor a way out is a file", async () => {
  const outside = createRepository({ "secret-coupon.ts": "export const secret = 1;\n" });
  const { folder } = createRepository(shop);
  symlinkSync("..", join(folder, "src/round"));
  symlinkSync(outside.folder, join(folder, "src/outside"));
  symlinkSync(join(outside.folder, "secret-coupon.ts"), join(folder, "src/coupon-link.ts"));
  const { files } = await indexRepository(await openFolderSource(folder));
  expect(files.filter((path) => /round|outside|link/.test(path))).toEqual([]);
  expect(files).toHaveLength(6);
});

test("a submodule is no file", async () => {
  const repository = createRepository(shop);
  const module = createRepository({ "coupon.ts": "export const coupon = 1;\n" });
  repository.git("-c", "protocol.file.allow=always", "submodule", "add", module.folder, "vendored");
  repository.commit("A submodule");
  const { files } = await indexRepository(await openGitSource({ gitDir: repository.gitDir }));
  expect(files.filter((path) => path.startsWith("vendored"))).toEqual([]);
});

test("a text of a megabyte is asked for what it begins with", async () => {
  const { folder } = createRepository(shop);
  const index = await indexRepository(await openFolderSource(folder));
  const [first] = await index.find(`applyCoupon fails\n${"at render (native) \u0000".repeat(55_000)}`);
  expect(first?.path).toBe("src/checkout/apply-coupon.ts");
  for (const word of ["a", "aA", "Aa", "a/", "a.", "_", "`a", "<!--", "at ("])
    expect(await index.find(word.repeat(1_000_000 / word.length))).toEqual([]);
});

test("a text in another language finds what it names, and nothing when it names nothing", async () => {
  const { folder } = createRepository({
    ...shop,
    "src/kasse.ts": "// Der Gutschein gilt für den Warenkorb\nexport const n = 1;\n",
  });
  const index = await indexRepository(await openFolderSource(folder));
  expect((await index.find("クーポンを二回使うと applyCoupon が負になる"))[0]?.path).toBe(
    "src/checkout/apply-coupon.ts",
  );
  expect((await index.find("Der Gutschein gilt für leere Warenkörbe nicht"))[0]?.path).toBe("src/kasse.ts");
  expect(await index.find("購物車是空的")).toEqual([]);
});

test("a commit that is missing is named, and so is what to do", async () => {
  const { gitDir } = createRepository(shop);
  const opened = openGitSource({ gitDir, commit: "0".repeat(40) });
  await expect(opened).rejects.toMatchObject({
    code: "repository_unavailable",
    message: expect.stringMatching(/has no commit 0000.*Fetch it, or name one that is there\.$/),
  });
  await expect(openGitSource({ gitDir, commit: "--all" })).rejects.toMatchObject({
    code: "repository_unavailable",
  });
  await expect(openGitSource({ gitDir: "/nowhere" })).rejects.toMatchObject({
    code: "repository_unavailable",
  });
});

test("names of files that are names of properties, or have odd characters, are names like others", async () => {
  const { folder, gitDir, commit, write } = createRepository(shop);
  write({
    "src/constructor.ts": "export class __proto__ { toString() {} }\n",
    'src/a "b"\n\u00e9.ts': "export const odd = 1;\n",
  });
  mkdirSync(join(folder, "empty"));
  commit("Odd names");
  const index = await indexRepository(await openGitSource({ gitDir }));
  expect((await index.find("constructor __proto__ toString"))[0]?.path).toBe("src/constructor.ts");
  expect((await index.find("odd"))[0]?.path).toBe('src/a "b"\n\u00e9.ts');
});
