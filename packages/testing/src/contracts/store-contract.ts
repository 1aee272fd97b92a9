import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  type Contract,
  type Conversation,
  type ConversationChange,
  type DeliveryQueue,
  type ErrorCode,
  isOSOrganicError,
  type Store,
} from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";
import type { EnqueuedRun } from "./delivery-queue-contract.ts";
import { sampleDelivery, sampleRepository } from "./sample-delivery.ts";

/** What the suite needs to see of an adapter. */
export interface StoreSubject {
  readonly store: Store;
  /** Of the same database: a hand-over is a delivery. */
  readonly deliveries: DeliveryQueue;
  /** Every run that was enqueued so far, each once. */
  enqueuedRuns(): Promise<readonly EnqueuedRun[]>;
}

/** What every {@link Store} must do. Cases may share one database. */
export const storeContract: readonly ContractCase<StoreSubject>[] = [
  {
    name: "opens one conversation per issue",
    async check({ store }) {
      const issue = { repository: sampleRepository(), number: 7, issueId: 4_000_000_000 };
      const opened = await Promise.all([store.conversations.open(issue), store.conversations.open(issue)]);
      assert.deepEqual(opened[0], opened[1]);
      assert.deepEqual(opened[0], {
        id: opened[0].id,
        subject: `${issue.repository}#7`,
        repository: issue.repository,
        issueId: 4_000_000_000,
        issueNumber: 7,
        status: "analyzing",
        analysis: undefined,
        branch: undefined,
        pullRequestNumber: undefined,
      } satisfies Conversation);
    },
  },
  {
    name: "finds a conversation by issue, branch and pull request, and nothing where there is none",
    async check({ store: { conversations } }) {
      const { id, repository } = await openConversation(conversations);
      const facts = { branch: "feature/7-coupons", pullRequestNumber: 8 };
      const changed = await conversations.advance({ ...sampleChange(id), ...facts });
      assert.deepEqual(await conversations.findByIssue({ repository, number: 7 }), changed);
      assert.deepEqual(await conversations.findByBranch(repository, facts.branch), changed);
      assert.deepEqual(await conversations.findByPullRequest({ repository, number: 8 }), changed);
      const later = await conversations.advance({
        ...sampleChange(id),
        from: "ready_for_dev",
        to: "in_development",
      });
      assert.deepEqual(later, { ...changed, status: "in_development" });
      assert.equal(await conversations.findByIssue({ repository, number: 8 }), undefined);
      assert.equal(await conversations.findByBranch(repository, "main"), undefined);
      assert.equal(await conversations.findByPullRequest({ repository, number: 7 }), undefined);
    },
  },
  {
    name: "changes a conversation once per key and keeps what a change does not mention",
    async check({ store: { conversations } }) {
      const { id } = await openConversation(conversations);
      const analysis = {
        needs_clarification: true,
        questions: [],
        refined_description: "Coupons \u0000",
        round: 1,
        last_comment_id: 0,
      };
      const change = { ...sampleChange(id), to: "needs_clarification", analysis } as const;
      const first = await conversations.advance(change);
      assert.equal(first.status, "needs_clarification");
      assert.deepEqual(first.analysis, { ...analysis, refined_description: "Coupons \ufffd" });
      assert.deepEqual(await conversations.advance(change), first);
      const second = await conversations.advance({
        ...sampleChange(id),
        from: "needs_clarification",
        to: "ready_for_dev",
      });
      assert.deepEqual(second.analysis, first.analysis);
      assert.deepEqual(await conversations.advance(change), second);
    },
  },
  {
    name: "refuses a change whose conversation has moved on",
    async check({ store: { conversations } }) {
      const { id } = await openConversation(conversations);
      await conversations.advance(sampleChange(id));
      await assert.rejects(conversations.advance(sampleChange(id)), withCode("store_conflict"));
      await assert.rejects(conversations.advance(sampleChange(randomUUID())), withCode("store_conflict"));
    },
  },
  {
    name: "lets one of two changes through that come at once",
    async check({ store: { conversations } }) {
      const { id } = await openConversation(conversations);
      const changes = [sampleChange(id), { ...sampleChange(id), to: "blocked" } as const];
      const results = await Promise.allSettled(changes.map((change) => conversations.advance(change)));
      assert.deepEqual(results.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
    },
  },
  {
    name: "refuses a step the lifecycle does not have",
    async check({ store: { conversations } }) {
      const { id } = await openConversation(conversations);
      const jump = { ...sampleChange(id), to: "deployed" } as const;
      await assert.rejects(conversations.advance(jump), withCode("transition_refused"));
    },
  },
  {
    name: "stores contracts as revisions and gives the latest",
    async check({ store: { conversations, contracts } }) {
      const { id } = await openConversation(conversations);
      assert.equal(await contracts.latest(id), undefined);
      const contract = sampleContract();
      await conversations.advance({ ...sampleChange(id), contract });
      assert.deepEqual(await contracts.latest(id), { ...contract, revision: 1 });
      const back = { ...sampleChange(id), from: "ready_for_dev", to: "analyzing" } as const;
      await conversations.advance({ ...back, contract: { ...contract, title: "Coupons, again" } });
      assert.deepEqual(await contracts.latest(id), { ...contract, title: "Coupons, again", revision: 2 });
    },
  },
  {
    name: "hands over in the transaction of the change: one delivery on the same subject, run once",
    async check({ store: { conversations }, deliveries, enqueuedRuns }) {
      const cause = sampleDelivery();
      await deliveries.record(cause);
      const { id, subject, repository } = await openConversation(conversations);
      const change = { ...sampleChange(id), runId: `${cause.id}@${subject}`, handOverTo: "developer" };
      await conversations.advance(change);
      await conversations.advance(change);
      const runs = (await enqueuedRuns()).filter((run) => run.subject === subject);
      assert.equal(runs.length, 1);
      const handover = await deliveries.load(runs[0]?.deliveryId ?? "");
      assert.equal(handover.event, "hand-over");
      assert.equal(handover.action, "developer");
      assert.equal(handover.subject, subject);
      assert.equal(handover.repository, repository);
      assert.equal(handover.sender, undefined);
      assert.equal(handover.payload["conversation_id"], id);
    },
  },
  {
    name: "hands nothing over when the change is refused",
    async check({ store: { conversations }, enqueuedRuns }) {
      const { id, subject } = await openConversation(conversations);
      await conversations.advance(sampleChange(id));
      const late = { ...sampleChange(id), handOverTo: "developer" };
      await assert.rejects(conversations.advance(late), withCode("store_conflict"));
      assert.deepEqual(
        (await enqueuedRuns()).filter((run) => run.subject === subject),
        [],
      );
    },
  },
  {
    name: "appends an action once, with or without a conversation",
    async check({ store: { actions, conversations } }) {
      const { id } = await openConversation(conversations);
      const action = { runId: randomUUID(), agentType: "product_owner", actionType: "started" };
      const unknown = { ...action, sequence: 1, conversationId: undefined, payload: { text: "NUL \u0000" } };
      await actions.append(unknown);
      await actions.append(unknown);
      await actions.append({ ...action, sequence: 2, conversationId: id, payload: undefined });
    },
  },
  {
    name: "tells where a conversation's chain of actions stands: it grows with each, and not with one that comes again",
    async check({ store: { actions, conversations } }) {
      const { id: conversationId } = await openConversation(conversations);
      assert.equal(await actions.head(conversationId), undefined);
      const action = {
        runId: randomUUID(),
        conversationId,
        agentType: "developer",
        actionType: "started",
        payload: {},
      };
      const digests = { inputSha256: "a".repeat(64), outputSha256: "b".repeat(64) };
      await actions.append({ ...action, ...digests, sequence: 1, triggeredBy: { id: 42, login: "octocat" } });
      const first = await actions.head(conversationId);
      assert.equal(first?.count, 1);
      assert.match(first.sha256, /^[0-9a-f]{64}$/);
      await actions.append({ ...action, sequence: 1 });
      assert.deepEqual(await actions.head(conversationId), first);
      await conversations.advance(sampleChange(conversationId));
      const second = await actions.head(conversationId);
      assert.equal(second?.count, 2);
      assert.notEqual(second.sha256, first.sha256);
      assert.equal(await actions.head(randomUUID()), undefined);
    },
  },
  {
    name: "replaces the code generation of a run and gives the latest of a conversation",
    async check({ store: { codeGenerations, conversations } }) {
      const { id: conversationId } = await openConversation(conversations);
      assert.equal(await codeGenerations.latest(conversationId), undefined);
      const proven = {
        conversationId,
        runId: randomUUID(),
        pullRequestNumber: undefined,
        filesChanged: ["src/coupon.ts", "test/coupon.test.ts"],
        testsGenerated: [{ criterionId: "AC1", tests: ["a coupon lowers the total"] }],
        status: "proven",
      } as const;
      await codeGenerations.save(proven);
      const proposed = { ...proven, pullRequestNumber: 8, status: "proposed" } as const;
      await codeGenerations.save(proposed);
      assert.deepEqual(await codeGenerations.latest(conversationId), proposed);
      const later = { ...proposed, runId: randomUUID(), pullRequestNumber: 9 };
      await codeGenerations.save(later);
      assert.deepEqual(await codeGenerations.latest(conversationId), later);
    },
  },
  {
    name: "keeps a run's patches in order, every character of them, and the last one at each position",
    async check({ store: { patches } }) {
      const runId = randomUUID();
      const first = {
        sequence: 1,
        diff: 'diff --git a/a b/a\n+NUL \u0000, \ud800 and \\ "\n',
        tree: "1".repeat(40),
      };
      const second = { sequence: 2, diff: "", tree: "2".repeat(40) };
      assert.deepEqual(await patches.list(runId), []);
      await patches.save(runId, first);
      await patches.save(runId, first);
      await patches.save(runId, second);
      assert.deepEqual(await patches.list(runId), [first, second]);
      const redone = { sequence: 2, diff: "other", tree: "3".repeat(40) };
      await patches.save(runId, redone);
      assert.deepEqual(await patches.list(runId), [first, redone]);
    },
  },
];

function openConversation(conversations: Store["conversations"]): Promise<Conversation> {
  return conversations.open({ repository: sampleRepository(), number: 7, issueId: 4_000_000_000 });
}

/** From `analyzing` to `ready_for_dev`, under a key of its own. */
function sampleChange(conversationId: string): ConversationChange {
  return {
    conversationId,
    key: randomUUID(),
    runId: `${randomUUID()}@acme/shop#7`,
    agent: "product_owner",
    from: "analyzing",
    to: "ready_for_dev",
  };
}

function sampleContract(): Omit<Contract, "revision"> {
  return {
    kind: "feature",
    title: "Coupons",
    summary: "Shoppers use a coupon code at checkout.",
    criteria: [{ id: "AC1", text: "A valid code lowers the total." }],
    outOfScope: ["Stacking codes"],
    assumptions: [],
  };
}

function withCode(code: ErrorCode): (error: unknown) => boolean {
  return (error) => isOSOrganicError(error) && error.code === code;
}
