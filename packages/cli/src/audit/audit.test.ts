import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { AuditHead } from "@osorganicai/core";
import { createSupabaseStore } from "@osorganicai/store";
import { openLocalSupabase } from "@osorganicai/store/local";
import { expect, onTestFinished, test } from "vitest";
import { makeFolder } from "../test-support/make-repository.ts";
import { renderAudit } from "./render-audit.ts";
import { runVerify, type VerifyReport } from "./run-verify.ts";

const subject = "acme/shop#7";
const enginesPart = `create function public.enqueue_run(delivery_id text, subject text) returns void language sql as ''`;

/** The state folder of a child whose agents did four things, and where the chain stood then. */
async function makeState() {
  const folder = await makeFolder("audit-");
  const anchor = await change(folder, async ({ store, execute }) => {
    await execute(enginesPart);
    const { id: conversationId } = await store.conversations.open({
      repository: "acme/shop",
      number: 7,
      issueId: 1,
    });
    const action = { runId: `d@${subject}`, agentType: "developer", payload: {}, conversationId };
    for (const [n, actionType] of ["started", "proved", "proposed"].entries())
      await store.actions.append({ ...action, sequence: n, actionType });
    const step = { conversationId, key: "k", runId: action.runId, agent: "developer", pullRequestNumber: 8 };
    await store.conversations.advance({ ...step, from: "analyzing", to: "ready_for_dev" });
    return { ...(await store.actions.head(conversationId)), conversationId };
  });
  return { folder, anchor: anchor as AuditHead & { readonly conversationId: string } };
}

interface Hands {
  readonly store: ReturnType<typeof createSupabaseStore>;
  execute(sql: string): Promise<void>;
}

async function change<T>(folder: string, work: (hands: Hands) => Promise<T>): Promise<T> {
  const local = await openLocalSupabase({ directory: join(folder, "data") });
  try {
    return await work({
      store: createSupabaseStore(local),
      async execute(sql) {
        const session = await local.database.acquire();
        await session.execute(sql).finally(() => session.release());
      },
    });
  } finally {
    await local.close();
  }
}

const withoutTriggers = (sql: string) =>
  `set session_replication_role = replica; ${sql}; reset session_replication_role`;

/** The command as a process of its own, in a folder without a database. */
async function verify(flags: readonly string[], variables: Record<string, string> = {}) {
  const { DATABASE_URL: _, GITHUB_TOKEN: __, ...environment } = process.env;
  const [bin, cwd] = [join(import.meta.dirname, "../bin.ts"), await makeFolder("audit-cwd-")];
  return new Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>(
    (done) => {
      const child = execFile(
        process.execPath,
        [bin, "audit", "verify", ...flags],
        { cwd, env: { ...environment, ...variables } },
        (_error, stdout, stderr) => done({ exitCode: child.exitCode ?? -1, stdout, stderr }),
      );
    },
  );
}

test("an audit trail that nobody touched ends with 0, and one that was altered with 4 and the row", async () => {
  const { folder, anchor } = await makeState();
  const whole = await verify(["--state", folder]);
  expect(whole).toEqual({
    exitCode: 0,
    stdout:
      "The audit trail is what was written. 4 rows in 1 chain, compared with 0 effects and no pull request: set GITHUB_TOKEN or the App's key for that.\n",
    stderr: "",
  });

  await change(folder, ({ execute }) =>
    execute(
      withoutTriggers(`update public.agent_actions set payload = '{"x":1}' where action_type = 'proved'`),
    ),
  );
  const altered = await verify(["--state", folder, "--conversation", anchor.conversationId, "--json"]);
  expect(altered).toMatchObject({ exitCode: 4, stderr: "" });
  const report = JSON.parse(altered.stdout) as VerifyReport;
  expect(report).toMatchObject({
    rows: 4,
    found: 1,
    findings: [{ kind: "altered", chain: subject, link: 2 }],
  });
  expect(renderAudit(report)).toMatch(
    /^Row 2 of acme\/shop#7 \(developer proved, .+\) was altered: .+\n1 finding: this audit trail is not what was written\. 4 rows in 1 chain/,
  );
});

test("what cannot be verified is told in one sentence, with the exit code that fits", async () => {
  const { folder } = await makeState();
  const unknown = await verify(["--state", folder, "--conversation", "acme/shop#8"]);
  expect(unknown).toMatchObject({ exitCode: 1, stdout: "" });
  expect(unknown.stderr).toMatch(/^osorganicai: Nothing is known of acme\/shop#8: .+\n$/);

  for (const [flags, variables, exitCode, message] of [
    [[], {}, 2, "No database is named. Set DATABASE_URL"],
    [["--conversation", ""], {}, 2, "It is empty."],
    [
      ["--state", folder],
      { GITHUB_APP_ID: "1" },
      2,
      "GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY belong together",
    ],
    [
      [],
      { DATABASE_URL: "postgres://ann:sesame@127.0.0.1:1/shop" },
      1,
      "The database at 127.0.0.1:1/shop cannot be reached",
    ],
  ] as const) {
    const { stderr, ...result } = await verify(flags, variables);
    expect(result).toEqual({ exitCode, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("sesame");
  }
});

test("a tail that was cut off with everything that remembers it is found by the pull request's body", async () => {
  const { folder, anchor } = await makeState();
  const asked: (string | undefined)[] = [];
  let body = `Closes #7\n\n<!-- osorganicai-audit: ${anchor.count} ${anchor.sha256} -->`;
  const github = createServer((request, answer) => {
    asked.push(request.url);
    answer
      .writeHead(body === "" ? 404 : 200, { "content-type": "application/json" })
      .end(JSON.stringify({ body }));
  });
  await once(github.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void github.close());
  const environment = {
    GITHUB_TOKEN: "ghp_x",
    GITHUB_API_URL: `http://127.0.0.1:${(github.address() as AddressInfo).port}`,
  };
  const run = () =>
    runVerify({
      database: { url: undefined, folder },
      conversation: undefined,
      environment,
      onProgress: undefined,
    });

  const whole = await run();
  expect(asked).toEqual(["/repos/acme/shop/pulls/8"]);
  expect(renderAudit(whole)).toBe(
    "The audit trail is what was written. 4 rows in 1 chain, compared with 0 effects and 1 pull request.\n",
  );

  await change(folder, ({ execute }) =>
    execute(
      withoutTriggers(`delete from public.agent_actions where link > 2;
        update public.agent_action_heads set links = 2, sha256 = (select sha256 from public.agent_actions where link = 2)`),
    ),
  );
  expect((await run()).findings).toEqual([
    {
      kind: "cut",
      chain: subject,
      link: 4,
      what: "The end of acme/shop#7 was cut off: pull request #8 saw 4 rows, and 2 are left.",
    },
  ]);
  body = "";
  expect(renderAudit(await run())).toContain("0 pull requests (1 more say nothing).");
});
