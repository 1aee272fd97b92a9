import type { GitHub, IssueRef } from "@osorganicai/core";
import type { Connection } from "../connect.ts";
import type { PerformEffect } from "./effect.ts";

/** Labels are set by comparison: what is there already is not added, what is not there is not removed. */
export function createLabel(connection: Connection, perform: PerformEffect): GitHub["label"] {
  return async function label(context, issue, wanted) {
    const { add, remove } = wanted;
    const target = { issue_number: issue.number };
    await perform(context, {
      kind: "label",
      key: `${issue.number}:+${add.join(",")}:-${remove.length}`,
      name: `the labels of ${issue.repository}#${issue.number}`,
      parameters: { issue: `${issue.repository}#${issue.number}`, add, remove },
      look: async () => {
        const { missing, surplus } = await compare(connection, issue, wanted);
        return missing.length + surplus.length === 0
          ? { kind: "there", result: { add, remove } }
          : { kind: "absent" };
      },
      write: async () => {
        const { missing, surplus } = await compare(connection, issue, wanted);
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

/** What has to be added and removed. GitHub takes `Bug` and `bug` for one label. */
async function compare(
  connection: Connection,
  { repository, number }: IssueRef,
  { add, remove }: Parameters<GitHub["label"]>[2],
): Promise<{ readonly missing: readonly string[]; readonly surplus: readonly string[] }> {
  return connection.call(repository, async (octokit, name) => {
    // The issue itself has them all: a list of its labels may be behind.
    const { data } = await octokit.issues.get({ ...name, issue_number: number });
    const present = new Set(data.labels.map((label) => nameOf(label).toLowerCase()));
    return {
      missing: add.filter((label) => !present.has(label.toLowerCase())),
      surplus: remove.filter((label) => present.has(label.toLowerCase())),
    };
  });
}

function nameOf(label: string | { readonly name?: string }): string {
  return typeof label === "string" ? label : (label.name ?? "");
}

/** 404: a human has removed it meanwhile, which is what we want. */
function unlessGone(error: unknown): void {
  if ((error as { readonly status?: number }).status !== 404) throw error;
}
