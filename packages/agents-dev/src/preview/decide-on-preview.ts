import type { Deployment, HealthReport } from "@osorganicai/core";

/** Where a commit was deployed to for people to look at, and what answered there. */
export interface Preview extends Deployment {
  /** Undefined: nothing runs there that could be asked. */
  readonly health: HealthReport | undefined;
}

/** What the previews of a commit amount to. */
export interface PreviewVerdict {
  /**
   * `absent`: nothing has deployed the commit. `pending`: one is still being deployed. `failed`: one could not be.
   * `unhealthy`: all run, and one does not answer as it should. `healthy`: all run and answer.
   */
  readonly kind: "absent" | "pending" | "failed" | "unhealthy" | "healthy";
  /** One of each environment. */
  readonly previews: readonly Preview[];
}

/**
 * Pure: which deployments of a commit are its previews. Of each environment the newest, so that deploying again mends what
 * failed; nothing that serves users; and nothing without an address: GitHub also calls every job a deployment whose
 * workflow names an environment.
 * @param deployments of one commit, newest first
 */
export function previewsOf(deployments: readonly Deployment[]): readonly Deployment[] {
  const previews = deployments.filter(
    ({ production, state, url }) => !production && (state !== "success" || url !== undefined),
  );
  return previews.filter(
    ({ environment }, index) => previews.findIndex((newer) => newer.environment === environment) === index,
  );
}

/** Pure: healthy only when every preview runs and answers; judged only when all have come to an end. */
export function decideOnPreview(previews: readonly Preview[]): PreviewVerdict {
  return { kind: kindOf(previews), previews };
}

function kindOf(previews: readonly Preview[]): PreviewVerdict["kind"] {
  if (previews.length === 0) return "absent";
  if (previews.some(({ state }) => state === "pending")) return "pending";
  if (previews.some(({ state }) => state === "failure")) return "failed";
  return previews.every(({ health }) => health?.healthy) ? "healthy" : "unhealthy";
}
