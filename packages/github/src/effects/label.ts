import type { GitHub } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import type { PerformEffect } from "./perform-effect.ts";

/** Labels are set by comparison: what is there already is not added, what is not there is not removed. */
export function createLabel(connection: Connection, perform: PerformEffect): GitHub["label"] {
  return async function label(context, issue, { add, remove }) {
    const target = { issue_number: issue.number };

    const difference = () =>
      connection.call(issue.repository, async (octokit, name) => {
        const { data } = await octokit.issues.listLabelsOnIssue({ ...name, ...target, per_page: 100 });
        const present = new Set(data.map((label) => label.name));
        return {
          missing: add.filter((label) => !present.has(label)),
          surplus: remove.filter((label) => present.has(label)),
        };
      });

    await perform(context, {
      kind: "label",
      key: `${issue.number}:+${add.join(",")}:-${remove.length}`,
      parameters: { issue: `${issue.repository}#${issue.number}`, add, remove },
      look: async () => {
        const { missing, surplus } = await difference();
        return missing.length + surplus.length === 0 ? { add, remove } : undefined;
      },
      write: async () => {
        const { missing, surplus } = await difference();
        // GitHub creates a label that the repository does not know yet.
        await connection.call(issue.repository, async (octokit, name) => {
          if (missing.length > 0)
            await octokit.issues.addLabels({ ...name, ...target, labels: [...missing] });
          for (const label of surplus)
            await octokit.issues.removeLabel({ ...name, ...target, name: label }).catch(unlessGone);
        });
        return { add, remove };
      },
    });
  };
}

/** 404: a human has removed it meanwhile, which is what we want. */
function unlessGone(error: unknown): void {
  if ((error as { readonly status?: number }).status !== 404) throw error;
}
