import { type Domain, domains, renderChild } from "create-osorganicai";
import { UsageError } from "../run/usage-error.ts";
import { readLockFile } from "../upgrade/read-lock-file.ts";
import { openTree } from "../upgrade/tree/open-tree.ts";
import { type Addition, addFiles } from "./addition.ts";

/** The agents and the checklist of a domain, in a folder of their own beside the child's agents. */
export function addDomain(root: string, name: string): Addition {
  if (!domains.includes(name as Domain))
    throw new UsageError(
      `There is no domain ${name} to begin with. There are: ${domains.join(", ")}. Your own domain is written in src/agents.`,
    );
  const { answers } = readLockFile(openTree(root));
  const folder = "src/agents/";
  const files = renderChild({ ...answers, domain: name as Domain }).filter(({ path }) =>
    path.startsWith(folder),
  );
  const renamed = files.map(({ path, content }) => [
    `${folder}${name}/${path.slice(folder.length)}`,
    content,
  ]);
  const { written } = addFiles(root, Object.fromEntries(renamed));
  const line = `productOwner: () => import("./src/agents/${name}/product-owner.ts")`;
  return { written, todo: [`Take from them what you need, or name them in osorganicai.config.ts: ${line}`] };
}
