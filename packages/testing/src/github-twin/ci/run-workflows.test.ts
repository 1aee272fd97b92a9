import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitFiles, receiveWebhooks, startTestTwin, type TestTwin } from "../test-twin.ts";

const path = ".github/workflows/ci.yml";
const passing = `
name: CI
on: { pull_request: , push: { branches: [main] } }
env: { GREETING: hello }
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
      - name: Say who
        run: |
          echo "$GREETING $NAME from $GITHUB_REPOSITORY"
          echo "number \${{ github.event.pull_request.number }}"
          cat a.ts
        env: { NAME: Ada }
      - run: pwd | grep -q /src
        working-directory: src
        shell: bash
`;

/** Opens a pull request with these files and waits for its checks. */
async function check({ twin, at, asApp }: TestTwin, files: Readonly<Record<string, string>>) {
  const app = asApp();
  const sha = await commitFiles(app, at, { branch: "feature/1-x", files: { "a.ts": "content\n", ...files } });
  await app.pulls.create({ ...at, title: "X", head: "feature/1-x", base: "main" });
  await twin.idle();
  const { data } = await app.checks.listForRef({ ...at, ref: sha });
  const runs = data.check_runs.map(({ name, conclusion, output }) => ({ name, conclusion, ...output }));
  return { sha, runs, text: String(runs[0]?.text) };
}

test("the workflow of the pull request's head is really executed", async () => {
  const started = await startTestTwin({ "README.md": "# Shop\n", [path]: passing, "src/b.ts": "" });
  const { sha, runs, text } = await check(started, {});
  expect(runs.map(({ name, conclusion, summary }) => [name, conclusion, summary])).toEqual([
    ["test", "success", "All 4 steps succeeded."],
  ]);
  expect(text).toContain("hello Ada from acme/shop\nnumber 1\ncontent\n[exit code 0]");
  const jobs = (await started.twin.journal()).filter(({ kind }) => kind === "job");
  expect(jobs).toMatchObject([{ sha, workflow: path, job: "test", conclusion: "success" }]);
  expect(await readdir(join(started.directory, "jobs"))).toEqual([]);
  expect(await started.twin.violations()).toEqual([]);
});

test("runs and suite are told with their pull request, in the name of GitHub Actions", async () => {
  const started = await startTestTwin({ "README.md": "# Shop\n", [path]: passing, "src/b.ts": "" });
  const webhooks = await receiveWebhooks(started.twin);
  const { sha } = await check(started, {});
  expect((await webhooks.keys()).slice(-3)).toEqual([
    "check_run.created",
    "check_run.completed",
    "check_suite.completed",
  ]);
  const suite = (await webhooks.all()).at(-1);
  expect(suite?.payload).toMatchObject({
    check_suite: {
      head_sha: sha,
      head_branch: "feature/1-x",
      conclusion: "success",
      app: { slug: "github-actions" },
      pull_requests: [{ number: 1, head: { ref: "feature/1-x", sha }, base: { ref: "main" } }],
    },
    sender: { login: "github-actions[bot]", type: "Bot" },
  });
});

test("the suites of all workflows are open before the first job runs", async () => {
  const text = "on: pull_request\njobs: { test: { steps: [{ run: echo }] } }";
  const second = ".github/workflows/lint.yml";
  const started = await startTestTwin({ [path]: text, [second]: text.replace("test", "lint") });
  const webhooks = await receiveWebhooks(started.twin);
  await check(started, {});
  expect((await webhooks.keys()).filter((key) => key.startsWith("check_"))).toEqual([
    "check_run.created",
    "check_run.created",
    "check_run.completed",
    "check_suite.completed",
    "check_run.completed",
    "check_suite.completed",
  ]);
});

test("a failing step fails the job and leaves out what follows, except for what always runs", async () => {
  const steps = `
      - uses: actions/checkout@v4
      - { name: Break, run: "echo broken >&2; exit 3" }
      - { name: Never, run: "echo never" }
      - { name: Clean, run: "echo cleaned", if: "always()" }
      - { name: Tell, run: "echo told", if: "\${{ failure() }}" }`;
  const text = `on: pull_request\njobs:\n  test:\n    steps:${steps}\n  deploy:\n    needs: test\n    steps: [{ run: "true" }]\n`;
  const { runs, text: log } = await check(await startTestTwin({ [path]: text }), {});
  expect(runs.map(({ name, conclusion, summary }) => [name, conclusion, summary])).toEqual([
    ["test", "failure", "Failed at Break: exit code 3"],
    ["deploy", "skipped", "A job before it failed."],
  ]);
  expect(log.match(/broken|never|cleaned|told/g)).toEqual(["broken", "cleaned", "told"]);
});

test("a step may fail if it says so", async () => {
  const text =
    "on: pull_request\njobs: { test: { steps: [{ run: exit 1, continue-on-error: true }, { run: echo on }] } }";
  const { runs } = await check(await startTestTwin({ [path]: text }), {});
  expect(runs.map(({ conclusion }) => conclusion)).toEqual(["success"]);
});

test.each([
  ["uses: some/action@v1", "unsupported action some/action@v1"],
  ["run: echo ${{ secrets.TOKEN }}", "unsupported expression secrets.TOKEN"],
  ["{ run: echo, if: github.actor == 'x' }", "unsupported expression github.actor == 'x'"],
  ["{ run: echo, shell: pwsh }", "unsupported shell pwsh"],
  ["{ uses: actions/checkout@v4, with: { ref: main } }", 'unsupported input "ref" of actions/checkout@v4'],
])("%s fails the job by name", async (step, reason) => {
  const text = `on: pull_request\njobs:\n  test:\n    steps:\n      - ${step}\n`;
  const { runs } = await check(await startTestTwin({ [path]: text }), {});
  expect(runs).toMatchObject([
    { name: "test", conclusion: "failure", summary: expect.stringContaining(reason) },
  ]);
});

test("a filter that the twin does not understand fails instead of being passed over", async () => {
  const text = "on: { pull_request: { paths: [src] } }\njobs: { test: { steps: [{ run: echo }] } }";
  const { runs } = await check(await startTestTwin({ [path]: text }), {});
  const summary = `${path}: unsupported filter "paths" of pull_request`;
  expect(runs).toMatchObject([{ name: path, conclusion: "failure", summary }]);
});

test("a workflow that is no YAML is a failed check that says so", async () => {
  const { runs } = await check(await startTestTwin({ "README.md": "" }), { [path]: "on: [push" });
  expect(runs).toMatchObject([
    { name: path, conclusion: "failure", summary: expect.stringContaining("is not valid YAML") },
  ]);
});

test("every head is checked, and a push to a branch that the workflow names", async () => {
  const started = await startTestTwin({ [path]: passing, "src/b.ts": "", "a.ts": "main\n" });
  const { at, asApp, twin } = started;
  const app = asApp();
  await check(started, {});
  const second = await commitFiles(app, at, {
    branch: "feature/1-x",
    from: "feature/1-x",
    files: { "a.ts": "2\n" },
  });
  await twin.idle();
  const { data: merge } = await app.pulls.merge({ ...at, pull_number: 1 });
  await twin.idle();
  const names = async (ref: string) =>
    (await app.checks.listForRef({ ...at, ref })).data.check_runs.map(({ name }) => name);
  expect(await names(second)).toEqual(["test"]);
  expect(await names(merge.sha)).toEqual(["test"]);
  expect(await twin.violations()).toEqual([]);
});

test("a long log is cut in its middle", async () => {
  const text = "on: pull_request\njobs: { test: { steps: [{ run: 'echo first; seq 1 20000; echo last' }] } }";
  const { text: log } = await check(await startTestTwin({ [path]: text }), {});
  expect(log.length).toBeLessThanOrEqual(60_000);
  expect(log).toMatch(/first[\s\S]*… cut …[\s\S]*last/);
});
