import type { Preview, PreviewVerdict } from "./decide-on-preview.ts";

/** What the comment is about. */
export interface PreviewComment {
  /** 40 hex digits. */
  readonly headSha: string;
  /** Whether merging waits for it. */
  readonly required: boolean;
}

/** What a human has to know while merging waits. */
const whatIsAwaited: Readonly<Record<PreviewVerdict["kind"], readonly string[]>> = {
  absent: [
    "I merge only when a preview of this commit is deployed and healthy, and nothing has deployed it so far. If nothing will: connect Vercel, or another deployer that reports deployments to GitHub; or merge by hand.",
  ],
  pending: ["I merge only when it is deployed and healthy."],
  failed: ["I do not merge this. Deploy it again, or push a fix, and I go on when its preview is healthy."],
  unhealthy: [
    "I do not merge this. Deploy it again, or push a fix, and I go on when its preview is healthy.",
  ],
  healthy: [],
};

/** The one comment about the preview on the pull request; it is edited in place. */
export function renderPreview(
  { kind, previews }: PreviewVerdict,
  { headSha, required }: PreviewComment,
): string {
  return [
    "### Preview",
    ...previews.map(renderLine),
    ...(required ? whatIsAwaited[kind] : []),
    `Commit ${headSha.slice(0, 7)}.`,
  ].join("\n\n");
}

/** Every preview in a few words, for the reason of an outcome. */
export function describePreview({ kind, previews }: PreviewVerdict): string {
  return kind === "absent" ? "nothing has deployed it" : previews.map(renderLine).join("; ");
}

function renderLine({ environment, state, url, description, health }: Preview): string {
  if (state === "pending") return `⏳ ${environment} is being deployed`;
  if (state === "failure")
    return `❌ ${environment} could not be deployed${description ? `: ${description}` : ""}`;
  return `${health?.healthy ? "✅" : "❌"} ${url}: ${health?.detail ?? "nobody asked how it is"}`;
}
