import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CodeIndexes,
  type FileChange,
  type Logger,
  silentLogger,
  type Workspace,
} from "@osorganicai/core";
import { expect, test } from "vitest";
import { createMemoryCodeVectors } from "../meaning/create-memory-code-vectors.ts";
import type { GitHubReads } from "../sources/open-github-source.ts";
import { createMemoryIndexStore } from "../store/create-memory-index-store.ts";
import { createFolder } from "../test-support/create-folder.ts";
import { createRepository, type TestRepository } from "../test-support/create-repository.ts";
import { createWordEmbedder } from "../test-support/create-word-embedder.ts";
import { shop } from "../test-support/shop.ts";
import { type CodeContextOptions, createCodeContext } from "./create-code-context.ts";

const text = "Coupons take off too much";

interface HarnessOptions extends Partial<Omit<CodeContextOptions, "folder" | "log" | "repository">> {
  readonly history?: string;
  /** Whether there is a git that has the repository. @default true */
  readonly git?: boolean;
}

/** A code context over one repository, and what it logs. */
function harness(
  { gitDir, git: run }: TestRepository,
  { history, git = true, ...options }: HarnessOptions = {},
) {
  const folder = createFolder();
  const logged: unknown[] = [];
  const log: Logger = { ...silentLogger, warn: (event, fields) => void logged.push([event, fields]) };
  const codeContext = createCodeContext({
    ...options,
    folder,
    log,
    async repository() {
      if (!git) throw new Error("No git here.");
      return { files: gitDir, history };
    },
  });
  const at = { repository: "acme/shop", commit: run("rev-parse", "HEAD") };
  return { codeContext, folder, logged, at };
}

function workspaceWith(commit: string, changes: readonly FileChange[]): Workspace {
  return {
    repository: "acme/shop",
    baseCommit: commit,
    changeSet: async () => ({ baseCommit: commit, changes }),
  } as unknown as Workspace;
}

const written = (path: string, content: string): FileChange => ({
  op: "write",
  path,
  mode: "100644",
  content: new TextEncoder().encode(content),
});

test("a commit is summarised by the places that a text is about", async () => {
  const { codeContext, at, logged } = harness(createRepository(shop));
  const { excerpts } = await codeContext.summarize(at, { text, budgetTokens: 500 });
  expect(excerpts[0]).toMatchObject({ path: "src/checkout/apply-coupon.ts", startLine: 1 });
  expect(excerpts[0]?.text).toContain("total - (total * coupon.percent) / 100");
  expect(logged).toEqual([]);
});

test("a workspace is looked through as it is now, and only what it changed is read anew", async () => {
  const { codeContext, at, folder } = harness(createRepository(shop));
  await codeContext.summarize(at, { text, budgetTokens: 500 });
  const [repository = ""] = readdirSync(folder);
  const before = readdirSync(join(folder, repository));
  const workspace = workspaceWith(at.commit, [
    { op: "delete", path: "src/checkout/apply-coupon.ts" },
    written("src/refund.ts", "export function refundOrder(coupon) {}\n"),
  ]);
  const { excerpts } = await codeContext.find(workspace, { text: "refundOrder", budgetTokens: 500 });
  const paths = excerpts.map(({ path }) => path);
  expect(paths[0]).toBe("src/refund.ts");
  expect(paths).not.toContain("src/checkout/apply-coupon.ts");
  const added = readdirSync(join(folder, repository)).filter((name) => !before.includes(name));
  expect(added).toHaveLength(1);
});

test("what earlier commits say that they changed counts, also where a history lies apart", async () => {
  const repository = createRepository(shop);
  repository.write({ "src/cart/add-to-cart.ts": `${shop["src/cart/add-to-cart.ts"]}\nexport {};\n` });
  repository.commit("Zebra stripes are painted");
  const query = { text: "The zebra has no stripes", budgetTokens: 500 };
  const without = harness(repository);
  expect((await without.codeContext.summarize(without.at, query)).excerpts).toEqual([]);
  const withHistory = harness(repository, { history: repository.gitDir });
  const { excerpts } = await withHistory.codeContext.summarize(withHistory.at, query);
  expect(excerpts[0]?.path).toBe("src/cart/add-to-cart.ts");
  const broken = harness(repository, { history: createRepository().gitDir });
  expect((await broken.codeContext.summarize(broken.at, query)).excerpts).toEqual([]);
  expect(broken.logged).toEqual([]);
});

test("what cannot be looked through is logged, and nothing is found", async () => {
  const empty = harness(createRepository(shop));
  const elsewhere = { repository: "acme/shop", commit: "1".repeat(40) };
  const nothing = { map: "", excerpts: [] };
  expect(await empty.codeContext.summarize(elsewhere, { text, budgetTokens: 500 })).toEqual(nothing);
  expect(empty.logged).toEqual([
    ["code_context.failed", { ...elsewhere, message: expect.stringContaining("has no commit 111") }],
  ]);
  const slow = harness(createRepository(shop), { timeoutMs: 1 });
  expect(await slow.codeContext.summarize(slow.at, { text, budgetTokens: 500 })).toEqual(nothing);
  expect(slow.logged).toEqual([
    ["code_context.failed", { ...slow.at, message: "It took longer than 1 ms." }],
  ]);
  const refusing = {
    ...workspaceWith(empty.at.commit, []),
    changeSet: () => Promise.reject(new Error("a link")),
  };
  expect((await empty.codeContext.find(refusing, { text, budgetTokens: 500 })).excerpts).toEqual([]);
  expect(empty.logged.at(-1)).toEqual(["code_context.failed", { ...empty.at, message: "a link" }]);
});

test("an index that cannot be kept is logged, and answers all the same", async () => {
  const { codeContext, at, folder, logged } = harness(createRepository(shop));
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file");
  const { excerpts } = await codeContext.summarize(at, { text, budgetTokens: 500 });
  expect(excerpts[0]?.path).toBe("src/checkout/apply-coupon.ts");
  expect(logged).toEqual([
    ["code_context.not_kept", { ...at, message: expect.stringMatching(/^(ENOTDIR|EEXIST): /) }],
  ]);
});

test("no name of a repository leads out of the folder", async () => {
  const { codeContext, at, folder } = harness(createRepository(shop));
  const query = { text, budgetTokens: 500 };
  for (const repository of ["../../etc/passwd", "acme/shop", "acme-shop"])
    await codeContext.summarize({ ...at, repository }, query);
  expect(readdirSync(folder)).toHaveLength(3);
});

test("machines share what they read; damage and an index that is away are logged, and the answer is the same", async () => {
  const repository = createRepository(shop);
  const store = createMemoryIndexStore();
  const asked: string[] = [];
  const indexes: CodeIndexes = { of: (name) => (asked.push(name), store) };
  const query = { text, budgetTokens: 500 };
  const history = repository.gitDir;
  const first = harness(repository, { indexes, history });
  const answer = await first.codeContext.summarize(first.at, query);
  const names = await store.list();
  expect([asked, names.length, readdirSync(first.folder).length]).toEqual([["acme/shop"], 2, 1]);

  for (const name of names) await store.write(name, Buffer.from("half"));
  const second = harness(repository, { indexes, history });
  expect(await second.codeContext.summarize(second.at, query)).toEqual(answer);
  const discarded = names.map((entry) => ["code_context.discarded", { ...second.at, entry }]);
  expect(second.logged).toEqual(discarded);

  const away = { ...store, list: () => Promise.reject(new Error("The database did not answer.")) };
  const third = harness(repository, { indexes: { of: () => away }, history });
  expect(await third.codeContext.summarize(third.at, query)).toEqual(answer);
  const message = "The database did not answer.";
  expect(third.logged).toEqual([["code_context.not_shared", { ...third.at, message }]]);
});

test("where a repository cannot be had, its files are asked for one by one, once; that is logged", async () => {
  const repository = createRepository({ ...shop, "README.md": "# Shop" });
  const store = createMemoryIndexStore();
  const fetched: string[] = [];
  const reads: GitHubReads = {
    fetchTree: async () => {
      const lines = repository.git("ls-tree", "-r", "-l", "HEAD").split("\n");
      return lines.map((line) => {
        const [mode = "", type = "", sha = "", size, path = ""] = line.split(/\s+/);
        return { mode, type, sha, size: Number(size), path };
      });
    },
    fetchBlobs: async (ids) => {
      fetched.push(...ids);
      return ids.map((id) => Buffer.from(repository.git("cat-file", "blob", id)));
    },
  };
  const refused = { git: false, withoutGit: () => reads, indexes: { of: () => store } };
  const { codeContext, at, logged } = harness(repository, refused);
  const query = { text, budgetTokens: 500 };
  const { excerpts, map } = await codeContext.summarize(at, query);
  expect(excerpts[0]?.path).toBe("src/checkout/apply-coupon.ts");
  expect(map).toContain("src/checkout");
  const said = ["code_context.without_git", { ...at, message: "No git here." }];
  expect(logged).toEqual([said]);
  expect(fetched).toHaveLength(7);
  const changed = workspaceWith(at.commit, [written("src/refund.ts", "export function refundOrder() {}\n")]);
  const found = await codeContext.find(changed, { text: "refundOrder", budgetTokens: 500 });
  expect(found.excerpts[0]?.path).toBe("src/refund.ts");
  expect(new Set(fetched).size).toBe(7);
});

test("over GitHub no more than 600 files are asked for, and what is left out is logged", async () => {
  const repository = createRepository(shop);
  let fetched = 0;
  const reads: GitHubReads = {
    fetchTree: async () =>
      Array.from({ length: 700 }, (_, at) => ({
        path: `src/coupon${at}.ts`,
        mode: "100644",
        type: "blob",
        sha: String(at),
        size: at === 0 ? 300_000 : 10,
      })),
    fetchBlobs: async (ids) => {
      fetched += ids.length;
      return ids.map(() => Buffer.from("coupon();\n"));
    },
  };
  const { codeContext, at, logged } = harness(repository, { git: false, withoutGit: () => reads });
  const { excerpts } = await codeContext.summarize(at, { text: "coupon", budgetTokens: 500 });
  expect(excerpts.length).toBeGreaterThan(0);
  expect(fetched).toBe(600);
  expect(logged.at(-1)).toEqual(["code_context.left_out", { ...at, files: 99 }]);
});

test("where GitHub refuses as well, that is logged and nothing is found", async () => {
  const away = () => Promise.reject(new Error("GitHub is away."));
  const reads: GitHubReads = { fetchTree: away, fetchBlobs: away };
  const withoutGit = () => reads;
  const { codeContext, at, logged } = harness(createRepository(shop), { git: false, withoutGit });
  expect((await codeContext.summarize(at, { text, budgetTokens: 500 })).excerpts).toEqual([]);
  expect(logged.at(-1)).toEqual(["code_context.failed", { ...at, message: "GitHub is away." }]);
});

test("an embedder is loaded for a question, in this thread, and what it knows counts", async () => {
  const repository = createRepository(shop);
  const embedder = createWordEmbedder({ insel: "islands" });
  const vectors = createMemoryCodeVectors();
  const named: unknown[] = [];
  const meaning = {
    embedder: async () => embedder,
    vectors: { of: (...names: readonly string[]) => (named.push(names), vectors) },
  };
  const query = { text: "Insel", budgetTokens: 500 };
  const without = harness(repository);
  expect((await without.codeContext.summarize(without.at, query)).excerpts).toEqual([]);
  const { codeContext, at, logged } = harness(repository, { meaning });
  expect((await codeContext.summarize(at, query)).excerpts[0]?.path).toBe("shipping/cost.py");
  const { length } = embedder.documents;
  expect(length).toBe(7);
  expect(named).toEqual([["acme/shop", "words:64"]]);
  await codeContext.summarize(at, query);
  expect([embedder.documents.length, embedder.queries, logged]).toEqual([length, ["Insel", "Insel"], []]);
});

test("an embedder that cannot be loaded, or fails, is logged, and words find alone", async () => {
  const repository = createRepository(shop);
  const query = { text, budgetTokens: 500 };
  const without = harness(repository);
  const answer = await without.codeContext.summarize(without.at, query);
  const fails = () => Promise.reject(new Error("No key."));
  const failing = { model: "x", embeddings: { embedDocuments: fails, embedQuery: fails } };
  for (const embedder of [fails, async () => failing]) {
    const meaning = { embedder, vectors: { of: () => createMemoryCodeVectors() } };
    const { codeContext, at, logged } = harness(repository, { meaning });
    expect(await codeContext.summarize(at, query)).toEqual(answer);
    expect(logged).toEqual([["code_context.not_embedded", { ...at, message: "No key." }]]);
  }
});

test("candidates are the best files in short, and what somebody prefers of them is read first", async () => {
  const { codeContext, at } = harness(createRepository(shop));
  const candidates = (await codeContext.candidates?.(at, { text: "coupon total", most: 2 })) ?? [];
  const paths = candidates.map(({ path }) => path);
  expect(paths.toSorted()).toEqual(["src/checkout/apply-coupon.ts", "src/checkout/total.ts"]);
  const coupon = candidates.find(({ path }) => path.includes("coupon"));
  expect(coupon?.outline).toContain("export interface Coupon {");
  expect(coupon?.excerpt).toContain("export const applyCoupon = (total");
  const read = async (preferred: readonly string[]) => {
    const query = { text: "coupon total", budgetTokens: 500, preferred };
    return (await codeContext.summarize(at, query)).excerpts[0]?.path;
  };
  expect(await read([])).toBe(paths[0]);
  expect(await read([paths[1] ?? ""])).toBe(paths[1]);
  expect(await read(["no/such/file.ts"])).toBe(paths[0]);
});
