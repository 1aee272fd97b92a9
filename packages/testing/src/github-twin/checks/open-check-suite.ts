import { systemClock } from "@osorganicai/core";
import type { Integration } from "../accounts/integration.ts";
import { listRefs } from "../git/refs.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { CheckSuite } from "./check.ts";

/** A new suite for a commit. Workflows have one each, other Apps one per commit. */
export async function openCheckSuite(
  twin: Twin,
  repository: TwinRepository,
  { app, headSha }: { readonly app: Integration; readonly headSha: string },
): Promise<CheckSuite> {
  const suite: CheckSuite = {
    id: twin.nextId(),
    headSha,
    headBranch: await findBranch(repository, headSha),
    app,
    createdAt: systemClock.now().toISOString(),
  };
  repository.checkSuites.push(suite);
  return suite;
}

async function findBranch({ git, pulls }: TwinRepository, sha: string): Promise<string | null> {
  const pull = [...pulls.values()].find(({ headSha }) => headSha === sha);
  const branches = [...(await listRefs(git, "refs/heads/"))].filter(([, head]) => head === sha);
  return pull?.headRef ?? branches[0]?.[0].replace("refs/heads/", "") ?? null;
}
