import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startCli } from "./test-support/start-cli.ts";

const environment = {
  GITHUB_WEBHOOK_SECRET: "s".repeat(32),
  GITHUB_TOKEN: "not-asked",
  OSORGANICAI_MODEL: "anthropic:claude-sonnet-5-5",
};
const tinyConfig = 'export default { name: "tiny" };\n';

/** A child's folder, for as long as its test. */
async function createChild(config: string | undefined = tinyConfig): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-cli-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  if (config !== "") await writeFile(join(directory, "osorganicai.config.mjs"), config);
  return directory;
}

interface Row {
  readonly argv: readonly string[];
  readonly exitCode: number;
  readonly says: RegExp;
  readonly environment?: Readonly<Record<string, string>>;
  /** Empty: there is none. */
  readonly config?: string;
}

const rows: Readonly<Record<string, Row>> = {
  help: { argv: ["--help"], exitCode: 0, says: /^Usage: osorganicai[\s\S]*Exit codes:/ },
  "help of a command": { argv: ["dev", "--help"], exitCode: 0, says: /Example:\n.*osorganicai dev/ },
  version: { argv: ["--version"], exitCode: 0, says: /^\d+\.\d+\.\d+\n$/ },
  "help of spawning": {
    argv: ["spawn", "--help"],
    exitCode: 0,
    says: /Example:\n {2}osorganicai spawn my-shop/,
  },
  "a child whose name is refused": {
    argv: ["spawn", "My_Shop"],
    exitCode: 2,
    says: /^"My_Shop" cannot be the name/,
  },
  "an unknown command": { argv: ["fly"], exitCode: 2, says: /unknown command 'fly'/ },
  "an unknown flag": { argv: ["dev", "--wings"], exitCode: 2, says: /unknown option '--wings'/ },
  "a port that is none": { argv: ["dev", "-p", "http"], exitCode: 2, says: /whole number from 0 to 65535/ },
  "a port that is empty": { argv: ["dev", "-p", ""], exitCode: 2, says: /whole number from 0 to 65535/ },
  "a port out of range": { argv: ["dev", "-p", "65536"], exitCode: 2, says: /whole number from 0 to 65535/ },
  "a state folder that is empty": {
    argv: ["dev", "--state", ""],
    exitCode: 2,
    says: /'--state <folder>' .*It is empty/,
  },
  "a configuration that throws": {
    argv: ["dev"],
    config: 'throw new Error("boom");',
    exitCode: 2,
    says: /osorganicai\.config\.mjs cannot be loaded: boom\n$/,
  },
  "a configuration that exports something else": {
    argv: ["dev"],
    config: "export default 5;",
    exitCode: 2,
    says: /expected object, received 5/,
  },
  "a level that is none": {
    argv: ["dev", "--log-level", "loud"],
    exitCode: 2,
    says: /Allowed choices are debug, info, warn, error/,
  },
  "no configuration, even where the environment is not complete either": {
    argv: ["dev"],
    config: "",
    environment: {},
    exitCode: 2,
    says: /^osorganicai: There is no osorganicai\.config\.ts in .*\. Run this in the folder of a child/,
  },
  "a configuration that is no program": {
    argv: ["dev"],
    config: "export default {",
    exitCode: 2,
    says: /osorganicai\.config\.mjs cannot be loaded/,
  },
  "a configuration without a default export": {
    argv: ["dev"],
    config: "export const name = 1;",
    exitCode: 2,
    says: /has no default export/,
  },
  "a wrong configuration, even where the environment is not complete either": {
    argv: ["dev"],
    config: 'export default { name: "tiny", models: { strong: "best" } };',
    environment: {},
    exitCode: 2,
    says: /models\.strong: expected provider:model.*received "best"/,
  },
  "an empty environment": {
    argv: ["dev"],
    environment: {},
    exitCode: 2,
    says: /GITHUB_WEBHOOK_SECRET is not set/,
  },
  "a wrong model": {
    argv: ["dev"],
    environment: { ...environment, OSORGANICAI_MODEL: "best" },
    exitCode: 2,
    says: /OSORGANICAI_MODEL is not a model\. Write it as provider:model/,
  },
  "an address of GitHub that is none": {
    argv: ["dev"],
    environment: { ...environment, GITHUB_API_URL: "nonsense" },
    exitCode: 2,
    says: /GITHUB_API_URL is not an http\(s\) address/,
  },
  "a state folder below a file": {
    argv: ["dev", "--state", "osorganicai.config.mjs/state"],
    exitCode: 2,
    says: /^osorganicai: Cannot create .*osorganicai\.config\.mjs\/state: .*Choose another with --state\.\n$/,
  },
};

test.for(Object.entries(rows))("%s: the process says so and ends", async ([, row]) => {
  const directory = await createChild(row.config);
  const cli = startCli({ argv: row.argv, directory, environment: row.environment ?? environment });
  const { exitCode, output } = await cli.ended;
  expect(output).toMatch(row.says);
  expect(output).not.toMatch(/^ +at /m);
  expect(exitCode).toBe(row.exitCode);
});

test("a port that is in use is named, and the database is free again", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  onTestFinished(() => void holder.close());
  const { port } = holder.address() as AddressInfo;
  const directory = await createChild();
  const { exitCode, output } = await startCli({ argv: ["dev", "-p", `${port}`], directory, environment })
    .ended;
  expect(output).toBe(
    `osorganicai: Port ${port} is in use. Stop what listens there, or choose another with --port (0 takes a free one).\n`,
  );
  expect(exitCode).toBe(2);
  expect(existsSync(lockOf(directory))).toBe(false);
});

test("of two processes in one folder the second is told of the first, which stops when it is asked to", async () => {
  const directory = await createChild();
  const first = startCli({ argv: ["dev", "--port", "0"], directory, environment });
  expect(await first.firstLine).toMatch(/^Listening on http:\/\/127\.0\.0\.1:\d+$/);
  const second = await startCli({ argv: ["dev", "--port", "0"], directory, environment }).ended;
  expect(second.output).toContain(`held by process ${first.process.pid}`);
  expect(second.exitCode).toBe(2);
  first.process.kill("SIGTERM");
  expect((await first.ended).exitCode).toBe(0);
  expect(existsSync(lockOf(directory))).toBe(false);
});

test.for(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s while it starts ends it in order", async (signal) => {
  const directory = await createChild();
  const cli = startCli({ argv: ["dev", "--port", "0"], directory, environment });
  while (!existsSync(lockOf(directory))) await wait(5);
  cli.process.kill(signal);
  expect(await cli.ended).toEqual({ exitCode: 0, output: "" });
  expect(existsSync(lockOf(directory))).toBe(false);
});

test("SIGINT while its configuration loads ends it", async () => {
  const directory = await createChild(
    'console.log("loading");\nawait new Promise((r) => setTimeout(r, 1e6));\n',
  );
  const cli = startCli({ argv: ["dev"], directory, environment });
  await cli.firstLine;
  cli.process.kill("SIGINT");
  expect(await cli.ended).toEqual({ exitCode: 0, output: "loading\n" });
});

test("the end of standard input stops it only where that was asked for", async () => {
  const [deaf, hearing] = [await createChild(), await createChild()];
  const argv = ["dev", "--json", "--port", "0"];
  const clis = [
    startCli({ argv, directory: deaf, environment }),
    startCli({ argv: [...argv, "--until-stdin-ends"], directory: hearing, environment }),
  ] as const;
  const [url] = (await Promise.all(clis.map(({ firstLine }) => firstLine))).map(
    (line) => (JSON.parse(line) as { readonly url: string }).url,
  );
  for (const { process: cli } of clis) cli.stdin?.end();
  expect((await clis[1].ended).exitCode).toBe(0);
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
});

test("without a model it says so once, and listens", async () => {
  const { OSORGANICAI_MODEL: _, ...withoutModel } = environment;
  const cli = startCli({
    argv: ["dev", "--port", "0"],
    directory: await createChild(),
    environment: withoutModel,
  });
  await cli.firstLine;
  cli.process.kill("SIGINT");
  expect((await cli.ended).output).toMatch(
    /^No model is set: issues will only get an apology\. Set ANTHROPIC_API_KEY, OPENAI_API_KEY or OSORGANICAI_MODEL\.\nListening on /,
  );
});

function lockOf(directory: string): string {
  return join(directory, ".osorganicai", "data", "lock.json");
}
