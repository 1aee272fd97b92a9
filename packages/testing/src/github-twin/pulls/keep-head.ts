import type { PullRecord, TwinRepository } from "../twin.ts";

/** `refs/pull/<number>/head` keeps a pull request's commits when its branch is gone, and can be fetched. */
export async function keepHead({ git }: TwinRepository, { number, headSha }: PullRecord): Promise<void> {
  await git.run(["update-ref", `refs/pull/${number}/head`, headSha]);
}
