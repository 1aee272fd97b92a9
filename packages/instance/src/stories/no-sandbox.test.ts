import { Octokit } from "@octokit/rest";
import { OSOrganicError, type Sandbox } from "@osorganicai/core";
import { expect, test } from "vitest";
import { startTestInstance } from "../testing/start-test-instance.ts";
import { subtractScript } from "./subtract-script.ts";
import { adder, removeProducts, writeProduct } from "./tiny-products.ts";

const reason = "This machine has no sandbox. Install bubblewrap.";
const missing = () => Promise.reject(new OSOrganicError("executor_unavailable", reason));
const noSandbox: Sandbox = { kind: "none", run: missing, serve: missing };

test("a machine without a sandbox clarifies, then says what to install, and runs nothing", async () => {
  const child = await startTestInstance({
    config: { name: "no-sandbox" },
    script: subtractScript,
    sandbox: noSandbox,
    users: [{ login: "ann" }],
    repositories: [{ owner: "acme", name: "adder", directory: await writeProduct(adder) }],
  });
  try {
    const at = { owner: "acme", repo: "adder" };
    const person = new Octokit({ baseUrl: child.twin.url, auth: child.twin.token("ann") });
    await person.issues.create({ ...at, title: "subtract" });
    await child.settle();
    const { data: comments } = await person.issues.listComments({ ...at, issue_number: 1 });
    expect(comments.map(({ body }) => body?.split("\n")[0])).toEqual([
      "### What will be built: Subtract",
      "### I cannot go on without you",
    ]);
    expect(comments[1]?.body).toContain(reason);
    expect((await child.double.journal()).map(({ purpose }) => purpose)).toEqual([
      "product_owner.analyze_issue",
    ]);
    expect((await person.git.listMatchingRefs({ ...at, ref: "heads/" })).data).toHaveLength(1);
  } finally {
    await child.close();
    await removeProducts();
  }
});
