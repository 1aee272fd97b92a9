import type { Tables } from "./open-database.ts";

/** A way to receive deliveries. */
export interface Contender {
  readonly name: string;
  /** For whoever reads the table. */
  readonly does: string;
  /** One of `servers/`. */
  readonly server: string;
  readonly tables: Tables;
  /** Talks to @supabase/lite, in Supabase's place. */
  readonly overRest?: boolean;
}

/** The newest that the npm registry had. */
export const peers: readonly string[] = [
  "probot@14.3.2",
  "pg-boss@12.38.0",
  "@octokit/webhooks@14.2.0",
  "pg@8.23.1",
];

/** Everybody whose intake is measured, ours first. */
export const contenders: readonly Contender[] = [
  {
    name: "ours, pool",
    does: "checks, one transaction: the row and its enqueued run",
    server: "ours-pool",
    tables: "ours",
  },
  {
    name: "bare",
    does: "node:http, a digest, one INSERT",
    server: "bare",
    tables: "inbox",
  },
  {
    name: "Probot and pg-boss",
    does: "a signature, a job",
    server: "probot-boss",
    tables: "none",
  },
  {
    name: "ours, REST",
    does: "as above through supabase-js; @supabase/lite is in Supabase's place",
    server: "ours-rest",
    tables: "ours",
    overRest: true,
  },
  {
    name: "ours, embedded",
    does: "as above, with REST API and PGlite in the process",
    server: "ours-embedded",
    tables: "none",
  },
  { name: "Probot", does: "a signature; stores nothing", server: "probot", tables: "none" },
  {
    name: "@octokit/webhooks",
    does: "a signature; stores nothing",
    server: "octokit-webhooks",
    tables: "none",
  },
];
