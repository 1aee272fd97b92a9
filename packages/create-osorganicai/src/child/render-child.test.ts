import { expect, test } from "vitest";
import { type ChildAnswers, domains } from "./child-answers.ts";
import { renderChild } from "./render-child.ts";

const answers: ChildAnswers = { name: "my-shop", domain: "e-commerce", supabase: true };
const contentOf = (path: string, more: Partial<ChildAnswers> = {}) =>
  renderChild({ ...answers, ...more }).find((file) => file.path === path)?.content ?? "";

test("a child has these files, and each is somebody's", () => {
  expect(renderChild(answers).map((file) => `${file.class} ${file.path}`)).toEqual([
    "owned .env.example",
    "managed .github/workflows/osorganicai.yml",
    "owned .gitignore",
    "owned README.md",
    "shim api/drain.ts",
    "shim api/health.ts",
    "shim api/webhooks.ts",
    "owned osorganicai.config.ts",
    "owned package.json",
    "owned pnpm-workspace.yaml",
    "managed public/robots.txt",
    "shim renovate.json",
    "owned src/agents/checklist.ts",
    "owned src/agents/developer.ts",
    "owned src/agents/product-owner.ts",
    "owned supabase/config.toml",
    "owned tests/product-owner.test.ts",
    "shim tsconfig.json",
    "managed vercel.json",
  ]);
});

test.for(domains)("%s is rendered without a gap, and the same twice", (domain) => {
  const rendered = renderChild({ ...answers, domain });
  expect(renderChild({ ...answers, domain })).toEqual(rendered);
  for (const { content } of rendered) expect(content).not.toMatch(/(?<!\$)\{\{|undefined/);
});

test("without Supabase there is nothing of it", () => {
  const paths = renderChild({ ...answers, supabase: false }).map(({ path }) => path);
  expect(paths.filter((path) => path.startsWith("supabase"))).toEqual([]);
});

test("the manifest has the model's provider, at a version that was tried", () => {
  const dependencies = (model?: string) =>
    Object.keys(
      JSON.parse(contentOf("package.json", model === undefined ? {} : { model })).dependencies,
    ).filter((name) => name.startsWith("@langchain/"));
  expect(dependencies()).toEqual(["@langchain/anthropic", "@langchain/openai"]);
  expect(dependencies("openai:gpt-6-luna")).toEqual(["@langchain/openai"]);
  expect(dependencies("ollama:qwen3")).toEqual(["@langchain/ollama"]);
  expect(dependencies("constructor:x")).toEqual(["@langchain/constructor"]);
});
