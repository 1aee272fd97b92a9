import { setTimeout as wait } from "node:timers/promises";
import type { Flow } from "./start-flow.ts";

/** How an issue ended. */
export interface IssueEnd {
  readonly number: number;
  readonly end: "deployed" | "blocked" | "failed" | "timeout";
}

/** What the person does and how long they wait. */
export interface DriveOptions {
  /** Called once, when the issue is there. */
  readonly onOpened?: (number: number) => void;
  /** @default never */
  readonly timeoutMs?: number;
}

const POLL_MS = 150;

/** The person's part: opens the issue, answers when asked, and waits for the end. Never touches anything else. */
export async function driveIssue(
  { person, scenario }: Flow,
  { onOpened, timeoutMs = Number.POSITIVE_INFINITY }: DriveOptions = {},
): Promise<IssueEnd> {
  const at = { owner: scenario.repository.owner, repo: scenario.repository.name };
  const { data: issue } = await person.issues.create({ ...at, ...scenario.issue });
  onOpened?.(issue.number);
  const deadline = performance.now() + timeoutMs;
  let answered = 0;
  while (performance.now() < deadline) {
    await wait(POLL_MS);
    const labels = await readLabels();
    const end = (["deployed", "blocked", "failed"] as const).find((label) => labels.includes(label));
    if (end) return { number: issue.number, end };
    if (labels.includes("needs-clarification")) await answerOnce();
  }
  return { number: issue.number, end: "timeout" };

  async function readLabels(): Promise<readonly string[]> {
    const { data } = await person.issues.listLabelsOnIssue({ ...at, issue_number: issue.number });
    return data.map(({ name }) => name);
  }

  /** One answer to every comment that asks. */
  async function answerOnce(): Promise<void> {
    const { data: comments } = await person.issues.listComments({ ...at, issue_number: issue.number });
    const asked = comments.filter(
      ({ user, body }) => user?.type === "Bot" && body?.includes("<!-- osorganicai:questions:"),
    ).length;
    if (asked <= answered) return;
    await person.issues.createComment({
      ...at,
      issue_number: issue.number,
      body: answered === 0 ? scenario.answer : "Please decide with your defaults.",
    });
    answered = asked;
  }
}
