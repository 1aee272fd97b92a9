import { mkdtempSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { CodeIndex } from "./code-index.ts";
import { indexRepository } from "./index-repository.ts";
import { openGitSource } from "./sources/open-git-source.ts";
import { createFileIndexStore } from "./store/create-file-index-store.ts";
import { createRepository, type TestRepository } from "./test-support/create-repository.ts";
import { shop } from "./test-support/shop.ts";

/** Everything that a push may do to a repository, each from the shop with a second commit on it. */
const pushes: Readonly<Record<string, (repository: TestRepository) => void>> = {
  "changes, adds and deletes files": ({ folder, write, commit }) => {
    write({
      "src/checkout/refund.ts": "export function refundOrder() {}\n",
      "src/checkout/total.ts": `${shop["src/checkout/total.ts"]}export const refund = 1;\n`,
    });
    rmSync(join(folder, "src/catalogue/find-item.ts"));
    commit("Refunds");
  },
  "renames a file": ({ folder, commit }) => {
    renameSync(join(folder, "src/checkout/apply-coupon.ts"), join(folder, "src/checkout/take-voucher.ts"));
    commit("Vouchers");
  },
  "renames a file only in its case": ({ git, commit }) => {
    git("mv", "src/checkout/total.ts", "src/checkout/Total.ts");
    commit("Case");
  },
  "moves a folder": ({ git, commit }) => {
    git("mv", "src/checkout", "payment");
    commit("Payment");
  },
  "reverts the last commit": ({ git }) => void git("revert", "--no-edit", "HEAD"),
  "merges a branch": ({ git, write, commit }) => {
    git("checkout", "-b", "side", "HEAD~1");
    write({ "src/gift.ts": "export function wrapGift() {}\n" });
    commit("Gifts");
    git("checkout", "main");
    git("merge", "--no-edit", "side");
  },
  "goes back to an older commit": ({ git }) => void git("reset", "--hard", "HEAD~1"),
  "replaces the whole history": ({ git, write, commit }) => {
    git("checkout", "--orphan", "other");
    git("rm", "-rf", "src");
    write({ "src/coupon.ts": "export const coupon = 1;\n" });
    commit("Other");
    git("branch", "--force", "main", "other");
    git("checkout", "main");
  },
  "replaces history that is then gone": ({ git, write, commit }) => {
    git("checkout", "--orphan", "other");
    write({ "src/coupon.ts": "export const coupon = 1;\n" });
    commit("Other");
    git("branch", "--delete", "--force", "main");
    git("branch", "--move", "main");
    git("reflog", "expire", "--expire=now", "--all");
    git("gc", "--prune=now");
  },
  "makes a file a link, and a link a file": ({ folder, write, commit }) => {
    rmSync(join(folder, "src/checkout/total.ts"));
    symlinkSync("apply-coupon.ts", join(folder, "src/checkout/total.ts"));
    rmSync(join(folder, "src/link.ts"));
    write({ "src/link.ts": "export const coupon = 2;\n" });
    commit("Links");
  },
  "makes a file a folder": ({ folder, write, commit }) => {
    rmSync(join(folder, "src/checkout/total.ts"));
    write({ "src/checkout/total.ts/index.ts": "export function totalOf() {}\n" });
    commit("A folder");
  },
  "makes a folder a submodule": ({ folder, git, commit }) => {
    rmSync(join(folder, "shipping"), { recursive: true });
    commit("No shipping");
    const module = createRepository({ "cost.py": "coupon = 1\n" });
    git("-c", "protocol.file.allow=always", "submodule", "add", module.folder, "shipping");
    commit("A submodule");
  },
  "makes a file executable": ({ git, commit }) => {
    git("update-index", "--chmod=+x", "src/checkout/total.ts");
    git("commit", "-m", "Mode");
    commit("Nothing");
  },
  "writes the same content twice": ({ write, commit }) => {
    write({
      "src/a.ts": shop["src/checkout/total.ts"] ?? "",
      "src/z.ts": shop["src/checkout/total.ts"] ?? "",
    });
    commit("Copies");
  },
  "adds names that git sorts by their bytes": ({ write, commit }) => {
    const coupon = "export const coupon = 1;\n";
    write({
      "src/\ud83d\ude80.ts": coupon,
      "src/\uff21.ts": coupon,
      "src/\u00e9.ts": coupon,
      "src.ts": coupon,
    });
    commit("Names");
  },
  "empties the repository": ({ git, commit }) => {
    git("rm", "-rf", ".");
    commit("Nothing left");
  },
};

test.for(Object.keys(pushes))("after a push that %s, answers are those of a fresh index", async (name) => {
  const repository = createRepository(shop);
  symlinkSync("checkout/total.ts", join(repository.folder, "src/link.ts"));
  repository.write({ "src/coupon-list.ts": "export function listCoupons() {}\n" });
  repository.commit("Coupons are listed");
  const { gitDir } = repository;
  const store = createFileIndexStore(createFolder());
  const before = await indexRepository(await openGitSource({ gitDir }), { store });
  pushes[name]?.(repository);
  const after = await indexRepository(await openGitSource({ gitDir }), { store });
  const fresh = await indexRepository(await openGitSource({ gitDir: copyOf(repository) }));
  expect(await answersOf(after)).toEqual(await answersOf(fresh));
  expect(before.files).toContain("src/coupon-list.ts");
});

/** A git directory at another place, of which nothing is known. */
function copyOf({ git }: TestRepository): string {
  const folder = createFolder();
  git("clone", "--mirror", ".", folder);
  return folder;
}

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "code-context-push-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function answersOf(index: CodeIndex) {
  const texts = [
    "coupon percent",
    "totalOf is wrong",
    "refund an order",
    "shipping_cost",
    "Gifts and vouchers",
  ];
  return {
    files: index.files,
    leftOut: index.leftOut,
    found: await Promise.all(texts.map((text) => index.find(text))),
    packed: await Promise.all(texts.map((text) => index.packContext(text, { budgetTokens: 800 }))),
    map: index.repoMap({ budgetTokens: 2000 }),
    neighbours: index.files.map((path) => index.neighbours(path)),
    symbols: index.symbols("coupon"),
  };
}
