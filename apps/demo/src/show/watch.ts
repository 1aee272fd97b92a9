import { setTimeout as wait } from "node:timers/promises";
import { type ReportedAction, readActions, readReport, readSummary } from "../flow/read-report.ts";
import type { Flow } from "../flow/start-flow.ts";
import { type Line, narrate } from "./narrate.ts";

/** Where a story is told. */
export interface Listener {
  readonly onLine: (line: Line) => void;
  /** Somebody said something on the issue. */
  readonly onComment: (author: string, body: string) => void;
  /** The model has given so many answers by now. */
  readonly onModelAnswers: (count: number) => void;
}

const POLL_MS = 200;

/** Tells what happens until it is stopped: what agents did from the child's report, what was said from GitHub. */
export function watch(flow: Flow, issueNumber: number, listener: Listener): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const look = createLook(flow, issueNumber, listener);

  async function loop(): Promise<void> {
    while (!stopped.signal.aborted) {
      // A child that is being restarted does not answer; the next look does.
      await look().catch(() => {});
      await wait(POLL_MS, undefined, { signal: stopped.signal }).catch(() => {});
    }
    await look().catch(() => {});
  }

  const looping = loop();
  return {
    async stop() {
      stopped.abort();
      await looping;
    },
  };
}

/** Tells what is new since the look before. */
function createLook(flow: Flow, issueNumber: number, listener: Listener): () => Promise<void> {
  const at = { owner: flow.scenario.repository.owner, repo: flow.scenario.repository.name };
  const issue = { ...at, issue_number: issueNumber };
  let position = 0;
  let heard = 0;
  let answers = 0;

  async function tellActions(): Promise<void> {
    for (const action of await readActions(flow.child.url, position)) {
      const line = narrate(action, await isStored(flow, action));
      position = action.position;
      if (line) listener.onLine(line);
    }
  }

  async function tellComments(): Promise<void> {
    const { data: comments } = await flow.person.issues.listComments({ ...issue, per_page: 100 });
    for (const { user, body = "" } of comments.slice(heard)) {
      if (user?.type === "Bot" && body.includes(TOLD)) listener.onLine(await narrateEnd());
      listener.onComment(user?.login ?? "", body);
      heard += 1;
    }
  }

  async function narrateEnd(): Promise<Line> {
    const { data } = await flow.person.issues.get(issue);
    return {
      step: 9,
      text: `The issue is told where it runs${data.state === "closed" ? ", and closed" : ""}.`,
    };
  }

  async function tellAnswers(): Promise<void> {
    const { modelCalls } = await readSummary(flow.child.url);
    if (modelCalls.count > answers) listener.onModelAnswers(modelCalls.count);
    answers = modelCalls.count;
  }

  return async () => {
    await tellActions();
    await tellComments();
    await tellAnswers();
  };
}

/** Marks the comment that says where it runs. */
const TOLD = "<!-- osorganicai:deployed:";

/** Whether the delivery that a run began with is really a row of the database, and GitHub was really told so. */
async function isStored({ child, twin }: Flow, { actionType, payload }: ReportedAction): Promise<boolean> {
  const { delivery } = payload;
  if (actionType !== "started" || typeof delivery !== "string") return false;
  const { deliveries } = await readReport(child.url);
  if (!deliveries.some(({ id }) => id === delivery)) return false;
  return (await twin.journal()).some(
    (entry) => entry.kind === "delivery" && entry.guid === delivery && entry.status === 202,
  );
}
