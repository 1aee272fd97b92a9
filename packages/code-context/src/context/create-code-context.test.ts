import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileChange, type Logger, silentLogger, type Workspace } from "@osorganicai/core";
import { expect, onTestFinished, test } from "vitest";
import { createRepository, type TestRepository } from "../test-support/create-repository.ts";
import { shop } from "../test-support/shop.ts";
import { createCodeContext } from "./create-code-context.ts";

const text = "Coupons take off too much";

/** A code context over one repository, and what it logs. */
function harness({ gitDir, git }: TestRepository, options: { timeoutMs?: number; history?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "code-context-index-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const logged: unknown[] = [];
  const log: Logger = { ...silentLogger, warn: (event, fields) => void logged.push([event, fields]) };
  const { timeoutMs, history } = options;
  const codeContext = createCodeContext({
    folder,
    log,
    ...(timeoutMs !== undefined && { timeoutMs }),
    repository: async () => ({ files: gitDir, history }),
  });
  const at = { repository: "acme/shop", commit: git("rev-parse", "HEAD") };
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

test("an index that cannot be kept is logged, and nothing is found", async () => {
  const { codeContext, at, folder, logged } = harness(createRepository(shop));
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file");
  const { excerpts } = await codeContext.summarize(at, { text, budgetTokens: 500 });
  expect(excerpts).toEqual([]);
  expect(logged).toHaveLength(1);
});

test("no name of a repository leads out of the folder", async () => {
  const { codeContext, at, folder } = harness(createRepository(shop));
  const query = { text, budgetTokens: 500 };
  for (const repository of ["../../etc/passwd", "acme/shop", "acme-shop"])
    await codeContext.summarize({ ...at, repository }, query);
  expect(readdirSync(folder)).toHaveLength(3);
});
