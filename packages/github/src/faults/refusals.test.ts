import { outcomeOfError } from "@osorganicai/core";
import * as testing from "@osorganicai/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { commitTo, effectScenes, openPull } from "./effect-scenes.ts";
import { type FaultWorld, startFaultWorld } from "./fault-world.ts";

let world: FaultWorld;
beforeAll(async () => {
  world = await startFaultWorld(testing);
});
afterEach(() => world.fail());
afterAll(() => world.close());

const scene = (kind: string) => effectScenes.find((known) => known.kind === kind) ?? expect.fail(kind);

/** A refusal, which effect meets it, and what the human reads. */
const refusals: readonly (readonly [
  id: string,
  kind: string,
  status: number,
  message: string,
  code: string,
])[] = [
  ["GHF-006", "a comment", 403, "Resource not accessible by integration", "github_forbidden"],
  ["GHF-008", "a comment", 401, "Bad credentials", "github_forbidden"],
  ["GHF-011", "a comment", 410, "This issue was deleted", "github_not_found"],
  ["GHF-011", "a comment", 451, "Repository access blocked", "github_not_found"],
  ["GHF-019", "a label", 422, "Validation Failed: label is invalid", "github_conflict"],
  ["GHF-020", "a comment", 403, "Repository was archived so is read-only.", "github_forbidden"],
  ["GHF-020", "a commit on a branch", 423, "Repository is locked", "github_conflict"],
  ["GHF-042", "a commit on a branch", 422, "Changes must be made through a pull request", "github_conflict"],
  ["GHF-042", "a merge", 405, "Required status check is expected", "github_conflict"],
];

test.for(refusals)(
  "%s: %s that is refused with %i (%s) is not tried again, and a human reads why",
  async ([, kind, status, message, code]) => {
    const { operation, arrange } = scene(kind);
    const { act, count } = await arrange(world);
    await world.fail({
      on: operation,
      trouble: { kind: "answer", when: "before", status, body: { message } },
    });
    const troubled = await world.troubles();
    // A personal token: an App's would be renewed once, which is another test's story.
    const github = world.connect({ credentials: { token: world.twin.token("acme") } });
    const error: unknown = await act(github, world.freshContext(9)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, retryable: false, message: expect.stringContaining(message) });
    expect(outcomeOfError(error)).toMatchObject({ kind: "blocked" });
    expect(await world.troubles()).toBe(troubled + 1);
    await world.fail();
    expect(await count()).toBe(0);
  },
);

test("GHF-017: a branch without a commit of its own becomes no pull request, and the sentence says so", async () => {
  const sha = (await world.connect().branchHead("acme/shop", "main")) ?? "";
  const opened = await world.carriedOut("pulls/create");
  await world.person.git.createRef({ ...world.at, ref: "refs/heads/feature/empty", sha });
  await expect(openPull(world.connect(), world.freshContext(9), "feature/empty")).rejects.toMatchObject({
    code: "github_conflict",
    message: expect.stringContaining("No commits between"),
  });
  expect(await world.carriedOut("pulls/create")).toBe(opened);
});

test("GHF-015: a branch of that name is ours when it holds the same, and somebody else's when not", async () => {
  const [first, same] = [
    await commitTo(world, "feature/taken", "a.txt"),
    await commitTo(world, "feature/taken", "a.txt"),
  ];
  const other = await commitTo(world, "feature/taken", "b.txt");
  const made = await first(world.connect(), world.freshContext());
  expect(await same(world.connect(), world.freshContext())).toEqual(made);
  await expect(other(world.connect(), world.freshContext())).rejects.toMatchObject({
    code: "github_conflict",
    message: expect.stringContaining("Delete or rename it"),
  });
});

const graphql: readonly (readonly [what: string, body: unknown, code: string | undefined])[] = [
  ["an error of a type", { errors: [{ type: "NOT_FOUND", message: "No such node" }] }, "github_not_found"],
  [
    "a part and an error",
    { data: { markPullRequestReadyForReview: null }, errors: [{ type: "FORBIDDEN", message: "No" }] },
    "github_forbidden",
  ],
  ["an error without a type", { errors: [{ message: "Field is missing" }] }, "github_conflict"],
  [
    "a query that GitHub gave up",
    { errors: [{ message: "Something went wrong while executing your query." }] },
    undefined,
  ],
];
test.for(graphql)("GHF-033: GraphQL that answers 200 with %s has failed", async ([, body, code]) => {
  const { act, count } = await scene("a mark as ready").arrange(world);
  await world.fail({
    on: "graphql",
    trouble: { kind: "answer", when: "before", status: 200, body },
    times: 1,
  });
  const failure = await act(world.connect(), world.freshContext()).then(
    () => undefined,
    (error: unknown) => (error as { readonly code?: string }).code,
  );
  expect(failure).toBe(code);
  expect(await count()).toBe(code === undefined ? 1 : 0);
});
