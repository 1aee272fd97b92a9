import { execFile } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** A program that makes a project. */
export interface Contender {
  readonly name: string;
  /** For whoever reads the table. */
  readonly does: string;
  /** Arguments of node. @param project folder that is not there yet */
  argumentsFor(project: string): readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** A folder that is empty before every round. */
  readonly projects: string;
}

const ours = join(
  dirname(new URL(import.meta.resolve("create-osorganicai/package.json")).pathname),
  "dist/bin.js",
);

/** Everybody without installing packages, and with answers by flags. @param tools has the peers in `node_modules` */
export async function listContenders(folder: string, tools: string): Promise<readonly Contender[]> {
  const projects = join(folder, "projects");
  const environment = await makeEnvironment(folder);
  const template = await makeTemplate(folder, tools, environment);
  const bin = (path: string) => join(tools, "node_modules", path);
  const shared = { environment, projects };
  return [
    {
      ...shared,
      name: "create-osorganicai",
      does: "33 files, a repository, a commit",
      argumentsFor: (project) => [ours, project, "--no-install", "--yes"],
    },
    {
      ...shared,
      name: "create-osorganicai --no-git",
      does: "33 files",
      argumentsFor: (project) => [ours, project, "--no-install", "--yes", "--no-git"],
    },
    {
      ...shared,
      name: "create-probot-app",
      does: "13 files from a template that is a local git repository; its npm install does nothing here",
      argumentsFor: (project) => [
        bin("create-probot-app/bin/create-probot-app.js"),
        project,
        "--template",
        template,
        ...probotAnswers,
      ],
    },
    {
      ...shared,
      name: "create-vite",
      does: "13 files, copied",
      argumentsFor: (project) => [
        bin("create-vite/index.js"),
        project,
        "--template",
        "vanilla-ts",
        "--no-interactive",
      ],
    },
    { ...shared, name: "node", does: "nothing", argumentsFor: () => ["-e", "0"] },
  ];
}

const probotAnswers = Object.entries({
  appName: "app",
  desc: "An app",
  author: "Ann",
  email: "ann@example.com",
  homepage: "https://example.com",
  user: "ann",
  repo: "app",
}).flatMap(([flag, value]) => [`--${flag}`, value]);

/** A person who can commit, and an `npm` that does nothing: create-probot-app cannot be told not to install. */
async function makeEnvironment(folder: string): Promise<Readonly<Record<string, string>>> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  await writeFile(join(bin, "npm"), "#!/bin/sh\n");
  await chmod(join(bin, "npm"), 0o755);
  const person = { NAME: "Ann", EMAIL: "ann@example.com" };
  const git = ["AUTHOR", "COMMITTER"].flatMap((role) =>
    Object.entries(person).map(([what, value]) => [`GIT_${role}_${what}`, value]),
  );
  return { PATH: `${bin}:${process.env["PATH"]}`, HOME: folder, ...Object.fromEntries(git) };
}

/** create-probot-app clones its template from GitHub; here from this disk, and of the size of create-vite's. */
async function makeTemplate(
  folder: string,
  tools: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const run = promisify(execFile);
  const template = join(folder, "template");
  await run(
    process.execPath,
    [
      join(tools, "node_modules/create-vite/index.js"),
      "template",
      "--template",
      "vanilla-ts",
      "--no-interactive",
    ],
    { cwd: folder },
  );
  for (const flags of [
    ["init", "--quiet"],
    ["add", "--all"],
    ["commit", "--quiet", "--message", "Template"],
  ])
    await run("git", flags, { cwd: template, env: environment });
  return template;
}
