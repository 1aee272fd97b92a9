import type { Permission, Sandbox } from "@osorganicai/core";
import type { TwinFault } from "./faults/twin-fault.ts";
import type { JournalEntry } from "./journal.ts";
import type { WebhookTarget } from "./webhooks/create-webhooks.ts";

/** What a GitHub twin is to be. */
export interface GitHubTwinOptions {
  /** For the bare repositories, checkouts and `journal.jsonl`; created if missing. */
  readonly directory: string;
  /** Runs CI jobs and serves deployments. */
  readonly sandbox: Sandbox;
  /** Everybody who can act, beside the repositories' owners. @default one: `octocat`, who may write */
  readonly users?: readonly TwinUser[];
  readonly repositories: readonly TwinRepositorySeed[];
  /** The GitHub App that is installed on all repositories. @default slug `osorganicai` */
  readonly app?: TwinAppSeed;
  /** Whether a Vercel stand-in deploys what is pushed. @default true */
  readonly deployments?: boolean;
}

/** A GitHub App before anybody has changed its settings. */
export interface TwinAppSeed {
  readonly slug: string;
  /** By GitHub's name. Only told: the App may do everything anyway. @default all that the twin serves */
  readonly permissions?: Readonly<Record<string, "read" | "write">>;
  /** Events it is subscribed to. Only told: it gets every event anyway. @default all that the twin sends */
  readonly events?: readonly string[];
}

/** A person with a token. */
export interface TwinUser {
  readonly login: string;
  /** In every repository. @default "write" */
  readonly permission?: Permission;
}

/** A repository to begin with. */
export interface TwinRepositorySeed {
  /** A person, who gets a token and may do everything. */
  readonly owner: string;
  readonly name: string;
  /** Files of the first commit. Undefined: an empty repository. */
  readonly directory?: string;
  /** @default "main" */
  readonly defaultBranch?: string;
  /** Further branches from the first commit, e.g. `develop`. */
  readonly branches?: readonly string[];
}

/** A running twin, in this process or in another one. */
export interface GitHubTwinControl {
  /** The API's base address; repositories are cloned from `<url>/<owner>/<name>.git`. */
  readonly url: string;
  readonly app: {
    readonly id: number;
    readonly slug: string;
    /** PEM. */
    readonly privateKey: string;
    /** On the first repository's owner. */
    readonly installationId: number;
  };
  /** A person's token, always the same. @throws Error when nobody has this login */
  token(login: string): string;
  /** The App's webhook: from now on every event is delivered there. */
  setWebhook(target: WebhookTarget): Promise<void>;
  /** Sends again, under the same GUID, what was never answered with a success. @returns how many deliveries */
  redeliverFailed(): Promise<number>;
  /** What goes wrong from now on, the first fault that fits first, instead of the faults before; none: nothing. */
  setFaults(faults: readonly TwinFault[]): Promise<void>;
  /** Everything that has happened, oldest first. */
  journal(): Promise<readonly JournalEntry[]>;
  /** What was asked or answered against GitHub's OpenAPI description; tests want none. */
  violations(): Promise<readonly string[]>;
  /** Resolves when no request, delivery, CI job or deployment is under way. */
  idle(): Promise<void>;
}

/** A twin in this process. */
export interface GitHubTwin extends GitHubTwinControl {
  /** Stops everything, deployed servers too. The directory stays. Does nothing the second time. */
  close(): Promise<void>;
}
