import { randomUUID } from "node:crypto";
import type { IssueRef, RunContext } from "@osorganicai/core";
import type { GitHubAdapter } from "../create-github.ts";
import type { FaultWorld } from "./fault-world.ts";

/** One kind of effect, ready to be performed, and how to see how often it is there. */
interface EffectScene {
  readonly act: (github: GitHubAdapter, context: RunContext) => Promise<unknown>;
  readonly count: () => Promise<number>;
}

/** Every kind of effect: the operation that writes it, and what has to be there before. */
export const effectScenes: readonly {
  readonly kind: string;
  readonly operation: string;
  readonly arrange: (world: FaultWorld) => Promise<EffectScene>;
}[] = [
  {
    kind: "a comment",
    operation: "issues/create-comment",
    async arrange(world) {
      const issue = await world.openIssue();
      return {
        act: (github, context) => github.comment(context, issue, { key: "k", body: "Once." }),
        count: async () => (await world.bodies(issue)).length,
      };
    },
  },
  {
    kind: "an edited comment",
    operation: "issues/update-comment",
    async arrange(world) {
      const issue = await world.openIssue();
      await world.connect().comment(world.freshContext(), issue, { key: "k", body: "First." });
      return {
        act: (github, context) => github.comment(context, issue, { key: "k", body: "Second." }),
        count: async () => {
          const bodies = await world.bodies(issue);
          return bodies.every((body) => body.startsWith("Second.")) ? bodies.length : 0;
        },
      };
    },
  },
  {
    kind: "a label",
    operation: "issues/add-labels",
    async arrange(world) {
      const issue = await world.openIssue();
      return {
        act: (github, context) => github.label(context, issue, { add: ["ready-for-dev"], remove: [] }),
        count: async () => (await world.connect().issue(issue)).labels.length,
      };
    },
  },
  {
    kind: "a commit on a branch",
    operation: "git/create-ref",
    async arrange(world) {
      const branch = `feature/${randomUUID()}`;
      const commit = await commitTo(world, branch);
      return {
        act: commit,
        count: async () => {
          const { data } = await world.person.git.listMatchingRefs({ ...world.at, ref: `heads/${branch}` });
          return data.length;
        },
      };
    },
  },
  {
    kind: "a pull request",
    operation: "pulls/create",
    async arrange(world) {
      const branch = `feature/${randomUUID()}`;
      await (await commitTo(world, branch))(world.connect(), world.freshContext());
      return {
        act: (github, context) => openPull(github, context, branch),
        count: async () => {
          const { data } = await world.person.pulls.list({
            ...world.at,
            head: `acme:${branch}`,
            state: "all",
          });
          return data.length;
        },
      };
    },
  },
  {
    kind: "a mark as ready",
    operation: "graphql",
    async arrange(world) {
      const pull = await pullOf(world);
      return {
        act: (github, context) => github.markReadyForReview(context, pull),
        count: async () => ((await world.connect().pullRequest(pull)).draft ? 0 : 1),
      };
    },
  },
  {
    kind: "a merge",
    operation: "pulls/merge",
    async arrange(world) {
      const pull = await pullOf(world);
      const github = world.connect();
      await github.markReadyForReview(world.freshContext(), pull);
      return {
        act: (adapter, context) => adapter.merge(context, pull, { headSha: pull.headSha }),
        count: async () => ((await github.pullRequest(pull)).merged ? 1 : 0),
      };
    },
  },
];

/** A commit with one new file, on the default branch as it is now. */
export async function commitTo(world: FaultWorld, branch: string, path = `${randomUUID()}.txt`) {
  const repository = "acme/shop";
  const baseCommit = (await world.connect().branchHead(repository, "main")) ?? "";
  const content = new TextEncoder().encode("new");
  const changes = [{ op: "write", path, mode: "100644", content } as const];
  const request = { repository, branch, baseCommit, message: "feat: a change" };
  return (github: GitHubAdapter, context: RunContext) =>
    github.commit(context, { ...request, changeSet: async () => ({ baseCommit, changes }) });
}

export function openPull(github: GitHubAdapter, context: RunContext, branch: string) {
  const request = { repository: "acme/shop", branch, baseBranch: "main", title: "A change", body: "Why." };
  return github.openPullRequest(context, request);
}

async function pullOf(world: FaultWorld): Promise<IssueRef & { readonly headSha: string }> {
  const branch = `feature/${randomUUID()}`;
  await (await commitTo(world, branch))(world.connect(), world.freshContext());
  return openPull(world.connect(), world.freshContext(), branch);
}
