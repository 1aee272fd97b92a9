import type { Sandbox } from "@osorganicai/core";
import type { Accounts } from "./accounts/create-accounts.ts";
import type { Integration } from "./accounts/integration.ts";
import type { CheckRun, CheckSuite } from "./checks/check.ts";
import type { Lock } from "./create-lock.ts";
import type { PendingWork } from "./create-pending-work.ts";
import type { Deployment, RunningDeployment } from "./deployments/deployment.ts";
import type { Emulator } from "./emulator/emulator.ts";
import type { Faults } from "./faults/create-faults.ts";
import type { GitRepository } from "./git/git-repository.ts";
import type { TwinAppSeed } from "./github-twin.ts";
import type { IssueEvent } from "./issues/issue-event.ts";
import type { Journal } from "./journal.ts";
import type { OpenApiCheck } from "./openapi/create-openapi-check.ts";
import type { OperationMatcher } from "./openapi/create-operation-matcher.ts";
import type { PullFacts } from "./pulls/pull-facts.ts";
import type { CommitStatus } from "./statuses/commit-status.ts";
import type { Webhooks } from "./webhooks/create-webhooks.ts";

/** Everything that makes up one twin; its parts are functions over this. */
export interface Twin {
  readonly url: string;
  /** Where checkouts go. */
  readonly directory: string;
  readonly sandbox: Sandbox;
  readonly emulator: Emulator;
  readonly accounts: Accounts;
  /** The one that tests install; others exist only in what they did. */
  readonly app: TwinApp;
  /** By lower-case `owner/name`. */
  readonly repositories: ReadonlyMap<string, TwinRepository>;
  readonly findOperation: OperationMatcher;
  readonly openApi: OpenApiCheck;
  readonly webhooks: Webhooks;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly work: PendingWork;
  /** GitHub's own automation, and the deployer. */
  readonly actions: Integration;
  readonly vercel: Integration;
  /** Whether pushes are deployed. */
  readonly deploys: boolean;
  /** Aborted when the twin stops: nothing new is begun. */
  readonly closing: AbortSignal;
  /** Ids of what the emulator does not keep: unique over the twin's life. */
  readonly nextId: () => number;
}

/** The GitHub App that is installed on every repository. */
interface TwinApp extends Integration, Required<TwinAppSeed> {
  /** PEM. */
  readonly privateKey: string;
}

/** One repository: real git, and what the emulator does not keep. */
export interface TwinRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** `owner/name`. */
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly installationId: number;
  readonly git: GitRepository;
  /** Whoever writes holds it, so that what is looked up stays true until it is written. */
  readonly lock: Lock;
  /** By number. */
  readonly pulls: Map<number, PullRecord>;
  /** By `<base>..<head>`. */
  readonly pullFacts: Map<string, Promise<PullFacts>>;
  /** Oldest first. */
  readonly issueEvents: IssueEvent[];
  readonly checkSuites: CheckSuite[];
  readonly checkRuns: CheckRun[];
  readonly statuses: CommitStatus[];
  readonly deployments: Deployment[];
  /** What runs of it, by place: `production`, or `pull/<number>`. */
  readonly servers: Map<string, RunningDeployment>;
}

/** What git knows about a pull request and the emulator does not. */
export interface PullRecord {
  /** The emulator's, which is not the number. */
  readonly id: number;
  /** The same for GraphQL. */
  readonly nodeId: string;
  readonly number: number;
  readonly headRef: string;
  readonly baseRef: string;
  /** Follows the branch while the pull request is open. */
  headSha: string;
  /** The base's commit; frozen when the pull request is closed. */
  baseSha: string;
  state: "open" | "closed";
  /** The commit that came out of merging. */
  mergeSha: string | undefined;
}
