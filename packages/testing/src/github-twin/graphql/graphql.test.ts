import { expect, test } from "vitest";
import { commitFiles, receiveWebhooks, startTestTwin } from "../test-twin.ts";

const ready = `mutation ($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { number isDraft state headRefName } }
}`;

async function startWithDraft() {
  const started = await startTestTwin({ "README.md": "# Shop\n" });
  const { at, asApp } = started;
  await commitFiles(asApp(), at, { branch: "feature/1-x", files: { "a.ts": "1\n" } });
  const { data: pull } = await asApp().pulls.create({
    ...at,
    title: "X",
    head: "feature/1-x",
    base: "main",
    draft: true,
  });
  return { ...started, id: pull.node_id };
}

test("a draft is marked as ready for review, and told of once", async () => {
  const { twin, at, asApp, id } = await startWithDraft();
  const webhooks = await receiveWebhooks(twin);
  const pullRequest = { number: 1, isDraft: false, state: "OPEN", headRefName: "feature/1-x" };
  expect(await asApp().graphql(ready, { id })).toEqual({ markPullRequestReadyForReview: { pullRequest } });
  await asApp().graphql(ready, { id });
  expect((await asApp().pulls.get({ ...at, pull_number: 1 })).data.draft).toBe(false);
  expect(await webhooks.keys()).toEqual(["pull_request.ready_for_review"]);
  expect(await twin.violations()).toEqual([]);
});

test("a pull request becomes a draft again, and cannot be merged then", async () => {
  const { at, asApp, id } = await startWithDraft();
  await asApp().graphql(ready, { id });
  const back =
    "mutation ($id: ID!) { convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { isDraft } } }";
  await asApp().graphql(back, { id });
  await expect(asApp().pulls.merge({ ...at, pull_number: 1 })).rejects.toMatchObject({ status: 405 });
});

test("a node is read by its id, and an unknown one is not found", async () => {
  const { as, id } = await startWithDraft();
  const query =
    "query ($id: ID!) { viewer { login } node(id: $id) { ... on PullRequest { number mergeable } } }";
  expect(await as("octocat").graphql(query, { id })).toEqual({
    viewer: { login: "octocat" },
    node: { number: 1, mergeable: "MERGEABLE" },
  });
  await expect(as("octocat").graphql(query, { id: "none" })).rejects.toMatchObject({
    errors: [
      {
        type: "NOT_FOUND",
        path: ["node"],
        message: "Could not resolve to a node with the global id of 'none'.",
      },
    ],
  });
});

test("a query that GitHub's schema refuses is refused, and reported", async () => {
  const { twin, as } = await startWithDraft();
  const wrong = as("octocat").graphql("{ viewer { shoeSize } }");
  await expect(wrong).rejects.toMatchObject({
    errors: [{ message: 'Cannot query field "shoeSize" on type "User".' }],
  });
  expect(await twin.violations()).toEqual(['graphql: Cannot query field "shoeSize" on type "User".']);
});

test("a field that the twin does not have fails by its name", async () => {
  const { as, id } = await startWithDraft();
  const query = "query ($id: ID!) { node(id: $id) { ... on PullRequest { additions } } }";
  await expect(as("octocat").graphql(query, { id })).rejects.toThrow(
    "The twin does not have PullRequest.additions.",
  );
});

test("only who may write can change a draft, and nobody can ask without credentials", async () => {
  const { twin, id } = await startWithDraft();
  const answer = await fetch(`${twin.url}/graphql`, {
    method: "POST",
    body: JSON.stringify({ query: "{ viewer { login } }" }),
  });
  expect(answer.status).toBe(401);
  const guest = await startTestTwin(
    { "README.md": "# Shop\n" },
    { users: [{ login: "guest", permission: "read" }] },
  );
  await expect(guest.as("guest").graphql(ready, { id })).rejects.toMatchObject({
    errors: [{ type: "FORBIDDEN" }],
  });
});
