import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Task } from "../tasks/read-tasks.ts";

/** A shop in two languages, small enough to say who has to find what. */
const shop: Readonly<Record<string, string>> = {
  "src/cart/compute-total.ts": `import { applyDiscount } from "./apply-discount.js";

/** The price of all items, in cents. */
export function computeTotal(items: readonly { price: number; quantity: number }[]): number {
  return applyDiscount(items.reduce((sum, item) => sum + item.price * item.quantity, 0));
}
`,
  "src/cart/apply-discount.ts": `/** Ten percent off above a hundred. */
export function applyDiscount(amount: number): number {
  return amount > 10_000 ? amount * 0.9 : amount;
}
`,
  "src/http/session-store.ts": `export interface SessionStore { load(token: string): Promise<string | undefined> }
export class MemorySessionStore implements SessionStore {
  readonly #sessions = new Map<string, string>();
  async load(token: string) {
    return this.#sessions.get(token);
  }
}
`,
  "src/http/router.ts": `import { MemorySessionStore } from "./session-store.js";
import { computeTotal } from "../cart/compute-total.js";
export const sessions = new MemorySessionStore();
export const routes = { "/cart": computeTotal };
`,
  "tools/export_orders.py": `import csv


def export_orders(orders, stream):
    """Writes one row per order, with its invoice number."""
    writer = csv.writer(stream, delimiter=";")
    for order in orders:
        writer.writerow([order.number, order.customer, order.total])
`,
  "tools/read_stock.py": `def read_stock(path):
    with open(path) as lines:
        return dict(line.split(",") for line in lines)
`,
  "test/cart.test.ts": `import { computeTotal } from "../src/cart/compute-total.js";
// An empty cart has a total of 0, discounts, sessions, orders and stock included.
`,
  "README.md": "A shop: carts, discounts, sessions, orders, stock.\n",
};

const fixes: readonly {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}[] = [
  {
    path: "src/cart/apply-discount.ts",
    from: "amount > 10_000",
    to: "amount >= 10_000",
    text: "The discount is not applied when the amount is exactly a hundred",
  },
  {
    path: "src/http/session-store.ts",
    from: "return this.#sessions.get(token);",
    to: "return this.#sessions.get(token.trim());",
    text: "MemorySessionStore loses sessions whose token has spaces around it",
  },
  {
    path: "tools/export_orders.py",
    from: 'delimiter=";"',
    to: 'delimiter=","',
    text: "Exported orders cannot be opened: rows of the csv have semicolons",
  },
];

/** A folder with one repository of four commits as a mirror has it, and a task for each of its three fixes. */
export async function createTinyMirror(): Promise<{
  readonly mirror: string;
  readonly tasks: readonly Task[];
}> {
  const mirror = await mkdtemp(join(tmpdir(), "bench-retrieval-"));
  const work = join(mirror, "made+shop", "work");
  for (const [path, text] of Object.entries(shop)) await writeInto(work, path, text);
  git(work, ["init", "--quiet", "--separate-git-dir", "../repo"]);
  commit(work, "A shop");
  const tasks: Task[] = [];
  for (const { path, from, to, text } of fixes) {
    const base = git(work, ["rev-parse", "HEAD"]);
    await writeInto(work, path, (shop[path] ?? "").replace(from, to));
    commit(work, "A fix");
    const language = path.endsWith(".py") ? "Python" : "TypeScript";
    const fix = git(work, ["rev-parse", "HEAD"]);
    tasks.push({
      id: path,
      repo: "made/shop",
      base,
      fix,
      language,
      kind: "commit",
      query: text,
      gold: [path],
    });
  }
  return { mirror, tasks };
}

async function writeInto(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

function commit(folder: string, message: string): void {
  git(folder, ["add", "--all"]);
  git(folder, ["commit", "--quiet", "-m", message]);
}

function git(folder: string, args: readonly string[]): string {
  const author = { GIT_AUTHOR_NAME: "bench", GIT_AUTHOR_EMAIL: "bench@example.com" };
  const committer = { GIT_COMMITTER_NAME: "bench", GIT_COMMITTER_EMAIL: "bench@example.com" };
  const env = {
    PATH: process.env["PATH"],
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
    ...author,
    ...committer,
  };
  return execFileSync("git", [...args], { cwd: folder, env, encoding: "utf8" }).trim();
}
