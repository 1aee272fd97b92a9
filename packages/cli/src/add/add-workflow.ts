import { listWorkflows } from "create-osorganicai";
import { UsageError } from "../run/usage-error.ts";
import { type Addition, addFiles } from "./addition.ts";

/** A workflow for the product, the user's own. */
export function addWorkflow(root: string, name: string): Addition {
  const workflows = listWorkflows();
  const found = workflows.find((workflow) => workflow.name === name);
  if (!found)
    throw new UsageError(
      `There is no workflow ${name}. There are: ${workflows.map((one) => one.name).join(", ")}.`,
    );
  return addFiles(root, { [`.github/workflows/${name}.yml`]: found.content });
}
