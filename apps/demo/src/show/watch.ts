import { setTimeout as wait } from "node:timers/promises";
import { readActions } from "../flow/read-report.ts";
import type { Flow } from "../flow/start-flow.ts";
import { type Line, narrate } from "./narrate.ts";

/** Where a story is told. */
export interface Listener {
  readonly onLine: (line: Line) => void;
  /** Somebody said something on the issue. */
  readonly onComment: (author: string, body: string) => void;
}

const POLL_MS = 200;

/** Tells what happens until it is stopped: what agents did from the child's report, what was said from GitHub. */
export function watch(
  flow: Flow,
  issueNumber: number,
  { onLine, onComment }: Listener,
): { stop(): Promise<void> } {
  let running = true;
  let position = 0;
  let heard = 0;
  const at = { owner: flow.scenario.repository.owner, repo: flow.scenario.repository.name };

  async function look(): Promise<void> {
    for (const action of await readActions(flow.child.url, position)) {
      position = action.position;
      const line = narrate(action);
      if (line) onLine(line);
    }
    const { data: comments } = await flow.person.issues.listComments({
      ...at,
      issue_number: issueNumber,
      per_page: 100,
    });
    for (const { user, body } of comments.slice(heard)) onComment(user?.login ?? "", body ?? "");
    heard = comments.length;
  }

  async function loop(): Promise<void> {
    while (running) {
      // A child that is being restarted does not answer; the next look does.
      await look().catch(() => {});
      await wait(POLL_MS);
    }
    await look().catch(() => {});
  }

  const looping = loop();
  return {
    async stop() {
      running = false;
      await looping;
    },
  };
}
