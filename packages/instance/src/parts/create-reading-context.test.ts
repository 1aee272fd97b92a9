import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, silentLogger } from "@osorganicai/core";
import { createGitHub } from "@osorganicai/github";
import { createSupabaseStore } from "@osorganicai/store";
import { openLocalSupabase } from "@osorganicai/store/local";
import {
  codeContextContract,
  createMemoryEffectLedger,
  createOrigin,
  createTestRun,
  startGitHubTwin,
} from "@osorganicai/testing";
import { createWorkspaceProvider } from "@osorganicai/workspace";
import { expect, onTestFinished, test } from "vitest";
import { createReadingContext } from "./create-reading-context.ts";

/** Nothing here runs a command. */
const unused: Sandbox = {
  kind: "none",
  run: () => Promise.reject(new Error("A command was run.")),
  serve: () => Promise.reject(new Error("A server was started.")),
};

for (const { name, check } of codeContextContract)
  test(`the code context ${name}`, async () => {
    const root = await mkdtemp(join(tmpdir(), "reading-"));
    onTestFinished(() => rm(root, { recursive: true }));
    const origins = new Map<string, string>();
    const access = async (repository: string) => ({ url: origins.get(repository) ?? `file://${root}/none` });
    const provider = createWorkspaceProvider({ root: join(root, "workspaces"), sandbox: unused, access });
    await check({
      codeContext: createReadingContext({ cache: join(root, "cache"), log: silentLogger, access }),
      async openWorkspace(files) {
        const origin = createOrigin(files);
        onTestFinished(() => origin.remove());
        const repository = `somebody/shop-${origins.size}`;
        origins.set(repository, origin.url);
        return provider.open({ repository, commit: origin.commit });
      },
    });
  });

test("what one machine has read, others have from the database", async () => {
  const root = await mkdtemp(join(tmpdir(), "reading-"));
  onTestFinished(() => rm(root, { recursive: true }));
  const origin = createOrigin({ "src/coupon.js": "export function applyCoupon() {}\n" });
  onTestFinished(() => origin.remove());
  const local = await openLocalSupabase();
  onTestFinished(() => local.close());
  const { codeIndexes } = createSupabaseStore(local);
  const at = { repository: "acme/shop", commit: origin.commit };
  const askOn = (machine: string) =>
    createReadingContext({
      cache: join(root, machine),
      log: silentLogger,
      indexes: codeIndexes,
      access: async () => ({ url: origin.url }),
    }).summarize(at, { text: "coupon", budgetTokens: 500 });

  const answer = await askOn("a");
  expect(answer.excerpts[0]?.path).toBe("src/coupon.js");
  const written = await codeIndexes.of("acme/shop").list();
  expect(written).toHaveLength(2);
  expect(await askOn("b")).toEqual(answer);
  const [folder = ""] = await readdir(join(root, "b", "code"));
  expect((await readdir(join(root, "b", "code", folder))).sort()).toEqual(written);
});

test("a machine that cannot clone finds code over GitHub's API, and only what is new is asked for", async () => {
  const root = await mkdtemp(join(tmpdir(), "reading-"));
  onTestFinished(() => rm(root, { recursive: true }));
  const seed = join(root, "shop");
  await mkdir(join(seed, "src"), { recursive: true });
  await writeFile(
    join(seed, "src", "coupon.js"),
    "export function applyCoupon(total) {\n  return total;\n}\n",
  );
  await writeFile(join(seed, "src", "cart.js"), "export const cart = [];\n");
  const repository = "acme/shop";
  const twin = await startGitHubTwin({
    directory: join(root, "twin"),
    sandbox: unused,
    deployments: false,
    users: [{ login: "ann" }],
    repositories: [{ owner: "acme", name: "shop", directory: seed }],
  });
  onTestFinished(() => twin.close());
  const github = createGitHub({
    credentials: { token: twin.token("ann") },
    effects: createMemoryEffectLedger(),
    baseUrl: twin.url,
  });
  const logged: string[] = [];
  const fetched: string[] = [];
  const codeContext = createReadingContext({
    cache: join(root, "cache"),
    log: { ...silentLogger, warn: (event) => void logged.push(event) },
    access: async () => ({ url: `${twin.url}/acme/none.git` }),
    withoutGit(at) {
      const { fetchTree, fetchBlobs } = github.codeReads(at);
      return { fetchTree, fetchBlobs: (ids) => (fetched.push(...ids), fetchBlobs(ids)) };
    },
  });
  const ask = (commit: string) =>
    codeContext.summarize({ repository, commit }, { text: "applyCoupon is wrong", budgetTokens: 500 });

  const baseCommit = (await github.branchHead(repository, "main")) ?? "";
  const { excerpts } = await ask(baseCommit);
  expect(excerpts[0]).toMatchObject({ path: "src/coupon.js", startLine: 1 });
  expect(excerpts[0]?.text).toContain("export function applyCoupon(total)");
  expect([fetched.length, logged]).toEqual([2, ["code_context.without_git"]]);
  const refund = "export function applyCoupon(back) {}\n";
  const { sha } = await github.commit(createTestRun({ runId: "refund" }).context, {
    repository,
    branch: "feature/1-refunds",
    baseCommit,
    message: "Refunds",
    changeSet: async () => ({
      baseCommit,
      changes: [{ op: "write", path: "src/refund.js", mode: "100644", content: Buffer.from(refund) }],
    }),
  });
  expect((await ask(sha)).excerpts.map(({ path }) => path)).toContain("src/refund.js");
  expect(new Set(fetched).size).toBe(3);
  expect(logged).toHaveLength(2);
});
