import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sign } from "@octokit/webhooks-methods";
import { afterAll, beforeAll, expect } from "vitest";
import { type Child, openChild } from "../child/open-child.ts";
import { runProgram } from "../run-program.ts";
import { type ServedSupabase, serveSupabase } from "../vercel/serve-supabase.ts";
import { programOf, storyWith, useFleet } from "./story.ts";

const story = storyWith("vercel");
const root = join(import.meta.dirname, "..", "..", "..", "..");
const secret = "a-secret-of-this-story-with-32-bytes";

let supabase: ServedSupabase;
beforeAll(async () => void (supabase = await serveSupabase()));
afterAll(() => supabase.stop());

story("vercel build accepts a spawned child, and its functions work", async () => {
  const { children, ...fleet } = useFleet();
  const child = await openChild(fleet, children["e-commerce"]);
  // The child uses the template as it is, so the template passes, too.
  expect(await child.read("vercel.json")).toBe(
    await readFile(join(root, "templates/vercel-configs/vercel.json"), "utf8"),
  );
  await build(child);

  const { deliveryId, ...delivery } = await signedDelivery();
  expect(await call(child, "webhooks", delivery)).toMatchObject({ status: 202 });
  expect(await supabase.deliveries()).toEqual([deliveryId]);
  const forged = { ...delivery, body: delivery.body.replace("opened", "closed") };
  expect(await call(child, "webhooks", forged)).toMatchObject({ status: 401 });

  const health = { method: "GET", headers: {} };
  expect(await call(child, "health", health)).toEqual({
    status: 200,
    body: { status: "ok", checks: { environment: "ok", database: "ok" } },
  });
});

story(
  "without its database a function says that a delivery is not safe, so that it is sent again",
  async () => {
    const { children, ...fleet } = useFleet();
    const child = await openChild(fleet, children["fintech"]);
    await build(child);
    const { deliveryId: _, ...delivery } = await signedDelivery();
    expect(await call(child, "webhooks", delivery, "http://127.0.0.1:9")).toMatchObject({ status: 503 });
  },
);

/** Builds as Vercel does, offline: what `vercel link` would write down is written here. */
async function build(child: Child): Promise<void> {
  await mkdir(join(child.folder, ".vercel"));
  const settings = { framework: null, nodeVersion: "24.x" };
  await child.write(
    ".vercel/project.json",
    JSON.stringify({ projectId: "prj_1", orgId: "team_1", settings }),
  );
  await child.run(process.execPath, programOf("vercel"), "build");
}

async function signedDelivery() {
  const deliveryId = randomUUID();
  const body = JSON.stringify({
    action: "opened",
    issue: { number: 7, id: 1, title: "A wish", body: "" },
    repository: { id: 1, name: "my-shop", full_name: "acme/my-shop", owner: { login: "acme", id: 1 } },
    sender: { id: 1, login: "ann", type: "User" },
  });
  const headers = {
    "content-type": "application/json",
    "x-github-event": "issues",
    "x-github-delivery": deliveryId,
    "x-hub-signature-256": await sign(secret, body),
  };
  return { deliveryId, method: "POST", headers, body };
}

/** Calls a function out of the build, in a process of its own. */
async function call(child: Child, name: string, request: object, database = supabase.url): Promise<unknown> {
  const file = join(child.folder, ".vercel/output/functions/api", `${name}.func`, "api", `${name}.js`);
  const driver = join(import.meta.dirname, "..", "vercel", "call-function.mjs");
  const environment = {
    ...useFleet().environment,
    GITHUB_WEBHOOK_SECRET: secret,
    GITHUB_TOKEN: "unused",
    SUPABASE_URL: database,
    SUPABASE_SECRET_KEY: "unused",
  };
  return JSON.parse(
    await runProgram([process.execPath, driver, file, JSON.stringify(request)], {
      cwd: child.folder,
      environment,
    }),
  );
}
