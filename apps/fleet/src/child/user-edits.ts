import { existsSync } from "node:fs";
import { join } from "node:path";
import { majorMarks } from "../mother/make-major-release.ts";
import type { Child } from "./open-child.ts";

const workflow = ".github/workflows/osorganicai.yml";
const productOwner = "src/agents/product-owner.ts";
const own = {
  prompt: "Our customers are pharmacies.",
  shim: "// Ours: reached through the company's gateway.",
  minutes: "timeout-minutes: 45",
  duration: `"maxDuration": 60`,
  tsconfig: `"noUnusedLocals": true`,
};

/**
 * What a user does with a child: an extension point overridden in an owned file; a shim, a managed file and one that the major
 * release changes in the same line edited; one file deleted, one ejected.
 */
export async function editAsUser(child: Child): Promise<void> {
  await child.edit(
    productOwner,
    "import { ProductOwnerAgent }",
    "import { type IssueThread, ProductOwnerAgent }",
  );
  await child.edit(
    productOwner,
    "extends ProductOwnerAgent {",
    `extends ProductOwnerAgent {
  override ${majorMarks.oldName}(thread: IssueThread): string {
    return \`${own.prompt} \${super.${majorMarks.oldName}(thread)}\`;
  }
`,
  );
  await child.edit("api/webhooks.ts", "export", `${own.shim}\nexport`);
  await child.edit(workflow, "timeout-minutes: 15", own.minutes);
  await child.edit("vercel.json", majorMarks.oldDuration, own.duration);
  await child.remove("api/health.ts");
  await child.run("pnpm", "exec", "osorganicai", "eject", "tsconfig.json");
  await child.edit("tsconfig.json", "{", `{\n  "compilerOptions": { ${own.tsconfig} },`);
  await child.commit("What we changed");
}

/** Whatever of the user's edits is not there any more; the extension point may have its new name. */
export async function findLostEdits(child: Child): Promise<readonly string[]> {
  const expected: Readonly<Record<string, string>> = {
    [productOwner]: own.prompt,
    "api/webhooks.ts": own.shim,
    [workflow]: own.minutes,
    "vercel.json": own.duration,
    "tsconfig.json": own.tsconfig,
  };
  const lost: string[] = [];
  for (const [path, text] of Object.entries(expected))
    if (!(await child.read(path)).includes(text)) lost.push(path);
  if (existsSync(join(child.folder, "api/health.ts"))) lost.push("api/health.ts is there again");
  return lost;
}
