import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { isOSOrganicError, type Sandbox, type SandboxServer } from "@osorganicai/core";
import type { ContractCase } from "../contract-case.ts";
import { findSurvivors } from "./find-survivors.ts";
import type { SandboxSubject } from "./sandbox-subject.ts";

/** A server inside is reached from outside, and from nowhere else. */
export const serverCases: readonly ContractCase<SandboxSubject>[] = [
  {
    name: "makes a server reachable on the host's loopback, with bodies of any size",
    async check(subject) {
      const server = await serveEcho(subject);
      const body = "x".repeat(3_000_000);
      const answers = Array.from({ length: 20 }, () => fetch(server.url, { method: "POST", body }));
      for (const answer of await Promise.all(answers))
        assert.equal((await answer.text()).length, body.length);
      assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      await server.stop();
    },
  },
  {
    name: "keeps a server up whose clients hang up in the middle",
    async check(subject) {
      const server = await serveEcho(subject);
      const port = Number(new URL(server.url).port);
      for (let client = 0; client < 30; client += 1) {
        const socket = connect(port, "127.0.0.1");
        await once(socket, "connect");
        if (client % 3 > 0) socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf");
        if (client % 3 > 1) socket.resetAndDestroy();
        else socket.destroy();
      }
      assert.equal(
        await (await fetch(server.url, { method: "POST", body: "still here" })).text(),
        "still here",
      );
      await server.stop();
    },
  },
  {
    name: "runs two servers at once, each with a network of its own",
    async check({ sandbox, directory }) {
      const servers = await Promise.all(
        ["one", "two"].map((name) => sandbox.serve({ directory, command: `node -e '${greeter}' ${name}` })),
      );
      const answers = await Promise.all(servers.map(async ({ url }) => (await fetch(url)).text()));
      assert.deepEqual(answers, ["one", "two"]);
      await Promise.all(servers.map((server) => server.stop()));
    },
  },
  {
    name: "stops a server and everything it started, and frees the port",
    async check(subject) {
      const mark = randomUUID();
      const server = await serveEcho(subject, `setsid sh -c ': ${mark}; while :; do sleep 1; done' & `);
      await server.stop();
      await server.stop();
      await assert.rejects(fetch(server.url));
      assert.deepEqual(await findSurvivors(mark), []);
    },
  },
  {
    name: "says what a server printed that ends before its port answers",
    async check({ sandbox, directory }) {
      const { code, message } = await failureOf(sandbox, directory, "echo no database here; exit 3");
      assert.equal(code, "server_unreachable");
      assert.match(message, /exit code 3[\s\S]*no database here/);
    },
  },
  {
    name: "gives up on a server that never listens, and leaves nothing of it",
    async check({ sandbox, directory }) {
      const mark = randomUUID();
      const command = `echo waiting; : ${mark}; while :; do sleep 1; done`;
      const { code, message } = await failureOf(sandbox, directory, command);
      assert.equal(code, "server_unreachable");
      assert.match(message, /waiting/);
      assert.deepEqual(await findSurvivors(mark), []);
    },
  },
];

async function serveEcho({ sandbox, directory }: SandboxSubject, before = ""): Promise<SandboxServer> {
  const echo = `require("node:http").createServer((request, response) => request.pipe(response)).listen(process.env.PORT);`;
  await writeFile(join(directory, "echo.cjs"), echo);
  return sandbox.serve({ directory, command: `${before}node echo.cjs` });
}

const greeter = `require("node:http").createServer((_, response) => response.end(process.argv[1])).listen(process.env.PORT)`;

async function failureOf(
  sandbox: Sandbox,
  directory: string,
  command: string,
): Promise<{ readonly code: string; readonly message: string }> {
  try {
    await sandbox.serve({ directory, command });
  } catch (error) {
    assert.ok(isOSOrganicError(error), String(error));
    return error;
  }
  return assert.fail("It served.");
}
