import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, silentLogger } from "@osorganicai/core";
import { codeContextContract, createOrigin } from "@osorganicai/testing";
import { createWorkspaceProvider } from "@osorganicai/workspace";
import { onTestFinished, test } from "vitest";
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
