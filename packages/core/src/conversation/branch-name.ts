import type { Contract } from "./contract.ts";

const MAX_SLUG_LENGTH = 48;

/** `feature/12-coupon-codes`: the same contract always gets the same branch, so a second try finds the first. */
export function branchName(issueNumber: number, { kind, title }: Pick<Contract, "kind" | "title">): string {
  return `${kind}/${issueNumber}-${slug(title)}`;
}

/** Lower-case ASCII words joined by hyphens: safe as a git ref on every file system. */
function slug(title: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return cut((words ?? ["change"]).join("-"));
}

function cut(text: string): string {
  if (text.length <= MAX_SLUG_LENGTH) return text;
  return text.slice(
    0,
    text.lastIndexOf("-", MAX_SLUG_LENGTH) > 0 ? text.lastIndexOf("-", MAX_SLUG_LENGTH) : MAX_SLUG_LENGTH,
  );
}
