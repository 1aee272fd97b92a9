import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, expect, test, vi } from "vitest";
import { runPnpm } from "../../../scripts/run-pnpm.ts";
import { packAll } from "./create-project.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 }); // npm and pnpm install
const root = join(import.meta.dirname, "..", "..", "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const run = promisify(execFile);
const { createProject, tarballs, remove } = await packAll();
afterAll(remove);

/** Somebody who has just read the section, and types what it says. */
interface Reader {
  /** Has create-osorganicai, as `pnpm create` would fetch it. */
  readonly tool: string;
  /** The current folder. */
  folder: string;
  said: string;
}

/** How each command of the section is run here, where nothing of ours is on the registry. */
const runners: readonly (readonly [RegExp, (reader: Reader, text: string) => Promise<void>])[] = [
  [/^pnpm create osorganicai (.+)$/, create],
  [/^cd (.+)$/, async (reader, folder) => void (reader.folder = join(reader.folder, folder))],
  [
    /^cp (\S+ \S+)$/,
    async (reader, files) => {
      await run("cp", files.split(" "), { cwd: reader.folder });
      fillIn(join(reader.folder, ".env"));
    },
  ],
  [/^npm run dev$/, serve],
  [
    /^npm ((?:run )?\w+)$/,
    async (reader, script) => {
      reader.said += (await run("npm", script.split(" "), { cwd: reader.folder })).stdout;
    },
  ],
];

test('every command of the README\'s "Make your own" does what it says, on packed tarballs outside of the repository', async () => {
  const { folder } = await createProject(["create-osorganicai", "@osorganicai/core"]);
  const reader: Reader = { tool: folder, folder: join(folder, "tmp"), said: "" };
  const commands = listCommands();
  expect(commands.length).toBeGreaterThanOrEqual(5);
  for (const command of commands) {
    const [pattern, runner] = runners.find(([one]) => one.test(command)) ?? [];
    if (!pattern || !runner) throw new Error(`Nobody has tried the README's command "${command}".`);
    await runner(reader, pattern.exec(command)?.[1] ?? "");
  }
  expect(reader.said).toMatch(/files in .*my-shop/);
  expect(reader.said).toMatch(/pass 1\n[\s\S]*fail 0\n/);
  expect(reader.said).toMatch(/Listening on http:\/\/127\.0\.0\.1:\d+\n[\s\S]*"status":"ok"/);
});

test("init-child.sh makes a child from a clone", async () => {
  const { folder } = await createProject([]);
  const child = join(folder, "my-shop");
  await run(join(root, "scripts/init-child.sh"), [child, "--no-install", "--no-git"]);
  expect(readdirSync(child)).toContain("osorganicai.config.ts");
});

/** Without comments. */
function listCommands(): readonly string[] {
  const [, block = ""] = /\n## Make your own\n[\s\S]*?```sh\n([\s\S]*?)```/.exec(read("README.md")) ?? [];
  return block
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "");
}

/** What pnpm would do in one go: fetch and run the tool, which installs. */
async function create(reader: Reader, flags: string): Promise<void> {
  const bin = join(reader.tool, "node_modules", ".bin", "create-osorganicai");
  const environment = { ...process.env, npm_config_user_agent: "pnpm/12" };
  const { stdout } = await run(bin, [...flags.split(" "), "--no-install"], {
    cwd: reader.folder,
    env: environment,
  });
  reader.said += stdout;
  const child = join(reader.folder, flags.split(" ")[0] ?? "");
  const overrides = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]));
  appendFileSync(join(child, "pnpm-workspace.yaml"), `overrides: ${JSON.stringify(overrides)}\n`);
  await runPnpm(root, ["install", "--prefer-offline"], { cwd: child });
  expect(existsSync(join(child, "node_modules", "osorganicai"))).toBe(true);
}

/** As the file says. */
function fillIn(file: string): void {
  const values: Readonly<Record<string, string>> = {
    GITHUB_WEBHOOK_SECRET: "a secret of thirty-two characters!",
    "# GITHUB_TOKEN": "not-asked",
    ANTHROPIC_API_KEY: "not-asked",
  };
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .map((line) => {
      const value = values[line.replace(/=$/, "")];
      return value === undefined ? line : `${line.replace(/^# /, "")}${value}`;
    });
  writeFileSync(file, lines.join("\n"));
}

/** Until it has answered once. On a free port: another one may listen on 3000. */
async function serve(reader: Reader): Promise<void> {
  const { PATH, HOME } = process.env;
  const child = spawn("npm", ["run", "dev", "--", "--port", "0"], {
    cwd: reader.folder,
    env: { PATH, HOME },
    detached: true,
  });
  const errors: string[] = [];
  child.stderr.on("data", (text) => errors.push(String(text)));
  const ended = once(child, "close");
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      reader.said += `${line}\n`;
      const [, url] = /^Listening on (\S+)$/.exec(line) ?? [];
      if (url === undefined) continue;
      reader.said += await (await fetch(`${url}/api/health`)).text();
      break;
    }
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await ended;
  }
  expect(errors.join("")).not.toMatch(/osorganicai:/);
}
