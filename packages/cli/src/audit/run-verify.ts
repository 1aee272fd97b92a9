import {
  type AuditHead,
  isOSOrganicError,
  messageOf,
  OSOrganicError,
  type SqlSession,
} from "@osorganicai/core";
import { createGitHubReader } from "@osorganicai/github";
import { type EnvironmentVariables, readGitHubEnvironment } from "@osorganicai/instance";
import { type AuditOptions, type AuditReport, verifyAudit } from "@osorganicai/store";
import { type DatabasePlace, openAuditedDatabase } from "./open-audited-database.ts";

/** What `osorganicai audit verify` was asked for. */
export interface VerifyOptions {
  readonly database: DatabasePlace;
  /** A subject or an id. Undefined: everything. */
  readonly conversation: string | undefined;
  /** Where GitHub's credentials are looked for; without any, pull requests are not asked. */
  readonly environment: EnvironmentVariables;
  readonly onProgress: AuditOptions["onProgress"];
}

/** What it found. */
export interface VerifyReport extends AuditReport {
  /** Whether there were credentials to ask pull requests with. */
  readonly pullRequestsAsked: boolean;
}

/**
 * Opens the database, verifies, closes it.
 * @throws OSOrganicError what {@link openAuditedDatabase}, `verifyAudit` and GitHub throw; `store_refused` for a
 *   conversation of which nothing is known
 */
export async function runVerify({
  database,
  conversation,
  environment,
  onProgress,
}: VerifyOptions): Promise<VerifyReport> {
  const github = readGitHubEnvironment(environment);
  const { session, clean, close } = await openAuditedDatabase(database);
  try {
    const chain = conversation === undefined ? undefined : await findChain(session, conversation);
    const report = await verifyAudit(session, {
      ...(chain !== undefined && { chain }),
      ...(github && { pullRequestAnchor: anchorReader(github) }),
      ...(onProgress && { onProgress }),
    });
    if (chain !== undefined && report.rows === 0 && report.found === 0) throw unknown(chain);
    return { ...report, pullRequestsAsked: github !== undefined };
  } catch (error) {
    if (!isOSOrganicError(error)) throw error;
    throw new OSOrganicError(error.code, clean(messageOf(error)));
  } finally {
    await close();
  }
}

/** A chain has its conversation's subject for a name. */
async function findChain(session: SqlSession, conversation: string): Promise<string> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(conversation)) return conversation;
  const { rows } = await session.query("select subject from public.conversations where id = $1", [
    conversation,
  ]);
  if (!rows[0]) throw unknown(conversation);
  return String(rows[0]["subject"]);
}

/** A pull request that is gone says nothing. */
function anchorReader(
  options: Parameters<typeof createGitHubReader>[0],
): NonNullable<AuditOptions["pullRequestAnchor"]> {
  const reader = createGitHubReader(options);
  return async function readAnchor(repository, number): Promise<AuditHead | undefined> {
    try {
      return await reader.auditAnchor(repository, number);
    } catch (error) {
      if (isOSOrganicError(error) && error.code === "github_not_found") return undefined;
      throw error;
    }
  };
}

function unknown(conversation: string): OSOrganicError {
  return new OSOrganicError(
    "store_refused",
    `Nothing is known of ${conversation}: no row, no head, no effect. Write it as owner/name#number of the issue.`,
  );
}
