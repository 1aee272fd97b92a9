import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pauseFor } from "node:timers/promises";
import { Octokit } from "@octokit/rest";
import type { EffectLedger, IssueRef, RunContext, Sandbox } from "@osorganicai/core";
import { createGitHub, type GitHubAdapter, type GitHubOptions } from "../create-github.ts";

const unused: Sandbox = {
  kind: "none",
  run: () => Promise.reject(new Error("no CI here")),
  serve: () => Promise.reject(new Error("nor servers")),
};

/** What goes wrong: a `TwinFault` of the testing package, which only tests may import. */
type Fault = object;

/** As much of the twin as is used here. */
interface FaultTwin {
  readonly url: string;
  readonly app: { readonly id: number; readonly slug: string; readonly privateKey: string };
  token(login: string): string;
  setFaults(faults: readonly Fault[]): Promise<void>;
  journal(): Promise<
    readonly { readonly kind: string; readonly operation?: string | null; readonly status?: number }[]
  >;
  violations(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The testing package, as the test that imports it hands it over. */
interface Testing {
  startGitHubTwin(options: {
    readonly directory: string;
    readonly sandbox: Sandbox;
    readonly deployments: boolean;
    readonly users: readonly { readonly login: string }[];
    readonly repositories: readonly {
      readonly owner: string;
      readonly name: string;
      readonly directory: string;
    }[];
  }): Promise<FaultTwin>;
  createMemoryEffectLedger(): EffectLedger;
  createTestRun(options: { readonly runId: string; readonly maxAttempts: number }): {
    readonly context: RunContext;
  };
}

/** A GitHub that can be told to fail, the App's adapter of it, and a person who looks at what is there. */
export interface FaultWorld {
  readonly twin: FaultTwin;
  readonly person: Octokit;
  readonly at: { readonly owner: string; readonly repo: string };
  readonly ledger: EffectLedger;
  /** An adapter like another process' own: it shares nothing but GitHub and the ledger. */
  connect(options?: Partial<GitHubOptions>): GitHubAdapter;
  /** Of a run of its own, whose steps are tried as often. */
  freshContext(maxAttempts?: number): RunContext;
  openIssue(): Promise<IssueRef>;
  bodies(issue: IssueRef): Promise<readonly string[]>;
  /** How many requests of an operation the twin has carried out since the world began. */
  carriedOut(operation: string): Promise<number>;
  fail(...faults: readonly Fault[]): Promise<void>;
  /** How many requests have failed because they were told to. */
  troubles(): Promise<number>;
  close(): Promise<void>;
}

/** Starts one twin for a whole file of tests. */
export async function startFaultWorld(testing: Testing): Promise<FaultWorld> {
  const directory = await mkdtemp(join(tmpdir(), "github-faults-"));
  const twin = await testing.startGitHubTwin({
    directory,
    sandbox: unused,
    deployments: false,
    users: [{ login: "ann" }],
    repositories: [{ owner: "acme", name: "shop", directory: import.meta.dirname }],
  });
  const at = { owner: "acme", repo: "shop" };
  const repository = "acme/shop";
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const person = new Octokit({ baseUrl: twin.url, auth: twin.token("ann"), log });
  const ledger = testing.createMemoryEffectLedger();
  const { id: appId, privateKey } = twin.app;
  return {
    twin,
    person,
    at,
    ledger,
    connect: (options) =>
      createGitHub({
        credentials: { appId, privateKey },
        effects: ledger,
        baseUrl: twin.url,
        settlePausesMs: [20, 40, 80],
        holdMs: 60_000, // on a busy machine, too
        pause: (delayMs) => pauseFor(delayMs),
        ...options,
      }),
    freshContext: (maxAttempts = 3) => testing.createTestRun({ runId: randomUUID(), maxAttempts }).context,
    openIssue: async () => ({
      repository,
      number: (await person.issues.create({ ...at, title: "An issue" })).data.number,
    }),
    bodies: async ({ number }) => {
      const { data } = await person.issues.listComments({ ...at, issue_number: number, per_page: 100 });
      return data.map(({ body }) => body ?? "");
    },
    carriedOut: async (operation) =>
      (await twin.journal()).filter(
        (entry) => entry.kind === "request" && entry.operation === operation && (entry.status ?? 0) < 300,
      ).length,
    fail: (...faults) => twin.setFaults(faults),
    troubles: async () => (await twin.journal()).filter(({ kind }) => kind === "fault").length,
    async close() {
      await twin.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
