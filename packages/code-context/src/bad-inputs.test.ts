import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { IndexStore } from "@osorganicai/core";
import { expect, onTestFinished, test } from "vitest";
import { chooseFiles } from "./files/choose-files.ts";
import { defaultLimits } from "./index-limits.ts";
import { type IndexEvent, indexRepository } from "./index-repository.ts";
import type { CodeSource } from "./sources/code-source.ts";
import { openFolderSource } from "./sources/open-folder-source.ts";
import { openGitSource } from "./sources/open-git-source.ts";
import { openProjectSource } from "./sources/open-project-source.ts";
import { createMemoryIndexStore } from "./store/create-memory-index-store.ts";
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
  expect(index.leftOut).toEqual({ tooLarge: 1, beyondLimits: 0, unreadable: 0 });
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
  expect(index.leftOut).toEqual({ tooLarge: 0, beyondLimits: 199_500, unreadable: 0 });
  expect(events[0]).toMatchObject({ kind: "listed", leftOut: { beyondLimits: 199_500 } });
  expect((await index.find("file501"))[0]?.path).toBe("src/file501.ts");
  const { files: chosen, leftOut } = chooseFiles(files, defaultLimits);
  expect([chosen.length, leftOut.beyondLimits]).toEqual([40_000, 160_000]);
});

test("of a folder with too many files the rest of the code is counted", async () => {
  const { folder } = createRepository(shop);
  writeFileSync(join(folder, "src/notes.txt"), "Coupons\n");
  const { leftOut, files } = await indexRepository(await openFolderSource(folder, { maxFiles: 2 }));
  expect(files).toEqual(["shipping/cost.py"]);
  // The second was the README. Five more sources and a test.
  expect(leftOut).toEqual({ tooLarge: 0, beyondLimits: 6, unreadable: 0 });
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

test("what is neither a file nor a folder is passed by, and a folder may be called like a file", async () => {
  const { folder } = createRepository({ ...shop, "src/coupon.ts/index.ts": "export const coupon = 1;\n" });
  // Whoever reads a pipe waits for its writer.
  for (const path of ["src/pipe.ts", ".gitignore"])
    execFileSync("sh", ["-c", 'mkfifo "$0"', join(folder, path)]);
  const server = createServer().listen(join(folder, "src/socket.ts"));
  onTestFinished(() => void server.close());
  mkdirSync(join(folder, "src/.gitignore"));
  const { files } = await indexRepository(await openFolderSource(folder));
  expect(files).toContain("src/coupon.ts/index.ts");
  expect(files.filter((path) => /pipe|socket|ignore/.test(path))).toEqual([]);
  expect(files).toHaveLength(7);
});

test("names that are no UTF-8 cost no other file anything", async () => {
  const { folder, gitDir, commit } = createRepository(shop);
  for (const byte of [0xe9, 0xff])
    writeFileSync(
      Buffer.concat([Buffer.from(join(folder, "src/caf")), Buffer.from([byte]), Buffer.from(".ts")]),
      `export const cafe${byte} = 1;\n`,
    );
  mkdirSync(Buffer.concat([Buffer.from(join(folder, "src/d")), Buffer.from([0xff])]));
  commit("Names of another time");
  const fromGit = await indexRepository(await openGitSource({ gitDir }));
  expect((await fromGit.find("cafe255"))[0]?.path).toBe("src/caf\ufffd.ts");
  expect((await fromGit.find("applyCoupon"))[0]?.path).toBe("src/checkout/apply-coupon.ts");
  const fromFolder = await indexRepository(await openFolderSource(folder));
  expect((await fromFolder.find("applyCoupon"))[0]?.path).toBe("src/checkout/apply-coupon.ts");
  expect(fromFolder.leftOut).toEqual({ tooLarge: 0, beyondLimits: 0, unreadable: 3 });
});

test("a content that git has damaged or lost is left out and said, and read when it is there again", async () => {
  const repository = createRepository(shop);
  const store = createMemoryIndexStore();
  const lost = ["src/checkout/total.ts", "src/cart/add-to-cart.ts", "tests/apply-coupon.test.ts"].map(
    (path) => {
      const id = repository.git("rev-parse", `HEAD:${path}`);
      return join(repository.gitDir, "objects", id.slice(0, 2), id.slice(2));
    },
  );
  const [damaged = "", missing = "", cut = ""] = lost;
  chmodSync(damaged, 0o600);
  writeFileSync(damaged, "no object");
  rmSync(missing);
  chmodSync(cut, 0o600);
  writeFileSync(cut, "");
  const events: IndexEvent[] = [];
  const index = async () =>
    indexRepository(await openGitSource({ gitDir: repository.gitDir }), {
      store,
      onProgress: (event) => events.push(event),
    });
  const poorer = await index();
  expect(poorer.leftOut).toEqual({ tooLarge: 0, beyondLimits: 0, unreadable: 3 });
  expect(events).toContainEqual({ kind: "unreadable", files: 3 });
  expect((await poorer.find("applyCoupon"))[0]?.path).toBe("src/checkout/apply-coupon.ts");
  expect(poorer.files).not.toContain("src/checkout/total.ts");

  for (const path of lost) rmSync(path, { force: true });
  repository.git(
    "hash-object",
    "-w",
    "src/checkout/total.ts",
    "src/cart/add-to-cart.ts",
    "tests/apply-coupon.test.ts",
  );
  const whole = await index();
  expect(whole.leftOut.unreadable).toBe(0);
  expect((await whole.find("totalOf"))[0]?.path).toBe("src/checkout/total.ts");
});

test("a folder of files that git has damaged is a sentence that says what to do", async () => {
  const { gitDir, git } = createRepository(shop);
  const tree = git("rev-parse", "HEAD:src");
  rmSync(join(gitDir, "objects", tree.slice(0, 2), tree.slice(2)));
  await expect(indexRepository(await openGitSource({ gitDir }))).rejects.toMatchObject({
    code: "repository_unavailable",
    message: expect.stringMatching(/cannot be listed \(.+\)\. See what git fsck says, or clone it again\.$/s),
  });
});

test("a file that is written to while it is read is left out, and known the next time", async () => {
  const { folder } = createRepository(shop);
  const store = createMemoryIndexStore();
  const source = await openFolderSource(folder);
  const listed = await source.list();
  appendFileSync(join(folder, "src/checkout/total.ts"), "export const late = 1;\n");
  const early = await indexRepository({ ...source, list: async () => listed }, { store });
  expect(early.leftOut.unreadable).toBe(1);
  const later = await indexRepository(await openFolderSource(folder), { store });
  expect((await later.find("late"))[0]?.path).toBe("src/checkout/total.ts");
});

test("worktrees, shallow clones, bare repositories and links to a checkout are projects", async () => {
  const { folder, git } = createRepository(shop);
  git("commit", "--allow-empty", "-m", "Second");
  const places = createRepository();
  const at = (name: string) => join(places.folder, name);
  git("worktree", "add", "--detach", at("worktree"));
  git("clone", "--depth=1", `file://${folder}`, at("shallow"));
  git("clone", "--bare", folder, at("bare"));
  symlinkSync(folder, at("link"));
  for (const name of ["worktree", "shallow", "bare", "link"]) {
    const { source, gitDir } = await openProjectSource(at(name));
    const index = await indexRepository(source);
    expect((await index.find("applyCoupon"))[0]?.path, name).toBe("src/checkout/apply-coupon.ts");
    expect(await source.history?.({ known: new Map(), maxCommits: 10 }), name).toHaveLength(
      name === "shallow" ? 1 : 2,
    );
    // Where an index is kept.
    expect(() => mkdirSync(join(gitDir ?? "", "kept")), name).not.toThrow();
  }
});

test.each([
  ["src/deep.ts", "["],
  ["src/deep.py", "("],
  ["src/raw.rs", 'r#"'],
  ["src/imports.go", "import (\n"],
  ["src/imports.rs", "use a::{"],
  ["src/imports.py", "from ."],
  ["src/dots.py", "."],
  ["src/blank.java", "\n"],
  ["src/blank.c", "\n"],
])("a file that is made to be hard, %s of many %j, holds up nobody", async (path, part) => {
  const text = `from ${part.repeat(390_000 / part.length)}\n`;
  const { folder } = createRepository({ ...shop, [path]: text });
  const index = await indexRepository(await openFolderSource(folder));
  expect(index.files).toContain(path);
  expect((await index.find("applyCoupon"))[0]?.path).toBe("src/checkout/apply-coupon.ts");
});

test("no text, no word that says anything, and NUL find nothing or what stands beside it", async () => {
  const { folder } = createRepository(shop);
  const index = await indexRepository(await openFolderSource(folder));
  for (const text of ["", " \n\t", "\0", "the of and is to", "?!", "\ud800", "\u202e\u200b"])
    expect(await index.find(text), JSON.stringify(text)).toEqual([]);
  expect((await index.find("\0applyCoupon\0"))[0]?.path).toBe("src/checkout/apply-coupon.ts");
});

test.each([0, -1, Number.NaN, 0.5])("a budget or limit of %d has room for nothing", async (none) => {
  const { folder } = createRepository(shop);
  const index = await indexRepository(await openFolderSource(folder));
  expect(await index.packContext("coupon", { budgetTokens: none })).toMatchObject({ files: [], text: "" });
  expect(index.repoMap({ budgetTokens: none })).toBe("");
  expect(await index.find("coupon", { limit: none })).toEqual([]);
});

test.each([1e9, Number.MAX_SAFE_INTEGER, Infinity])(
  "a budget or limit of %d has room for all",
  async (all) => {
    const { folder } = createRepository(shop);
    const index = await indexRepository(await openFolderSource(folder));
    const { text, files } = await index.packContext("coupon", { budgetTokens: all });
    expect(text).toContain("export const applyCoupon");
    expect(files.length).toBeGreaterThan(1);
    expect(index.repoMap({ budgetTokens: all })).toContain("shipping/cost.py: Parcel");
    expect((await index.find("coupon", { limit: all })).length).toBeGreaterThan(1);
  },
);

test("a store that fails in the middle costs neither an answer nor what it has", async () => {
  const repository = createRepository(shop);
  const kept = createMemoryIndexStore();
  const index = async (store: IndexStore) => {
    const events: IndexEvent[] = [];
    const made = await indexRepository(await openGitSource({ gitDir: repository.gitDir }), {
      store,
      onProgress: (event) => events.push(event),
    });
    return { found: await made.find("coupon"), told: events.filter(({ kind }) => kind === "not_kept") };
  };
  // As many pushes as make one segment of many.
  for (let push = 0; push < 12; push++) {
    repository.write({ "src/version.ts": `export const version = ${push};\n` });
    repository.commit(`Release ${push}`);
    await index(kept);
  }
  const before = await kept.list();
  repository.write({ "src/version.ts": "export const coupon = 1;\n" });
  repository.commit("One more");
  const full = { ...kept, write: () => Promise.reject(new Error("ENOSPC: no space left on device")) };
  const { found, told } = await index(full);
  expect(told).toEqual([{ kind: "not_kept", reason: "ENOSPC: no space left on device" }]);
  expect(await kept.list()).toEqual(before);
  expect(await index(kept)).toEqual({ found, told: [] });
  const gone = {
    ...kept,
    list: () => Promise.reject(new Error("EIO")),
    remove: () => Promise.reject(new Error("EROFS")),
  };
  expect((await index(gone)).found).toEqual(found);
});
