import { parentPort } from "node:worker_threads";
import { messageOf, type SearchHit, type SearchQuery } from "@osorganicai/core";
import picomatch from "picomatch";
import { type Scan, type Scanned, scanCheckout } from "./scan-checkout.ts";
import { searchFiles } from "./search-files.ts";

/** What a worker is asked, and what it answers. */
export type CheckoutTask =
  | { readonly kind: "scan"; readonly scan: Scan }
  | { readonly kind: "list"; readonly scan: Scan; readonly glob: string | undefined }
  | { readonly kind: "search"; readonly scan: Scan; readonly query: SearchQuery };

/** The answer to each kind of task. */
export interface CheckoutAnswers {
  readonly scan: Scanned;
  readonly list: readonly string[];
  readonly search: readonly SearchHit[];
}

/** What went wrong, in a way that passes from thread to thread. */
export type WorkerAnswer<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly reason: string; readonly pattern: boolean };

function perform(task: CheckoutTask): CheckoutAnswers[CheckoutTask["kind"]] {
  switch (task.kind) {
    case "scan":
      return scanCheckout(task.scan);
    case "list":
      return listFiles(task.scan, task.glob);
    case "search":
      return searchFiles(task.scan.root, listFiles(task.scan, task.query.paths), task.query);
  }
}

/** Sorted by code units, so that the order depends on no locale. */
function listFiles(scan: Scan, glob: string | undefined): readonly string[] {
  const fits = glob === undefined ? () => true : picomatch(glob, { dot: true });
  const paths = scanCheckout(scan).files.map(({ path }) => path);
  return paths.filter((path) => fits(path)).sort();
}

function answer(task: CheckoutTask): WorkerAnswer<unknown> {
  try {
    return { ok: true, answer: perform(task) };
  } catch (error) {
    // Where the checkout lies on the host is nobody's business.
    const reason = messageOf(error).replaceAll(`${task.scan.root}/`, "");
    return { ok: false, reason, pattern: error instanceof SyntaxError };
  }
}

parentPort?.on("message", (task: CheckoutTask) => parentPort?.postMessage(answer(task)));
