import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadChatModel } from "./load-chat-model.ts";

process.env["ANTHROPIC_API_KEY"] = "scripted";

test("a model is made by LangChain's class for its provider, without retries of its own", async () => {
  const model = await loadChatModel("anthropic:claude-sonnet-5-5");
  expect(model.getName()).toBe("ChatAnthropic");
  expect(model).toMatchObject({ model: "claude-sonnet-5-5", maxTokens: 16_000, caller: { maxRetries: 0 } });
});

test("OpenAI's models are asked through the interface in which all of them know tools", async () => {
  process.env["OPENAI_API_KEY"] = "scripted";
  expect(await loadChatModel("openai:gpt-6.2-sol")).toMatchObject({ useResponsesApi: true });
});

test("a model's name may hold colons", async () => {
  expect(await loadChatModel("anthropic:llama:8b")).toMatchObject({ model: "llama:8b" });
});

test("provider packages are found from the child's folder", async () => {
  const child = createFolder();
  install(
    child,
    "@langchain/ollama",
    "export class ChatOllama { constructor(fields) { this.fields = fields; } }",
  );
  expect(await loadChatModel("ollama:qwen", child)).toMatchObject({
    fields: { model: "qwen", maxRetries: 0 },
  });
});

test("what the child does not have is taken from beside this package", () => {
  const child = createFolder();
  const source = new URL("load-chat-model.ts", import.meta.url).href;
  const program = `
    const { loadChatModel } = await import(${JSON.stringify(source)});
    const model = await loadChatModel("anthropic:claude-x", ${JSON.stringify(child)});
    console.log(JSON.stringify(model.getName()));
  `;
  expect(runNode(program)).toBe("ChatAnthropic");
});

test("a missing package is named, and the folder that it is missing in", async () => {
  const child = createFolder();
  for (const [folder, where] of [
    [child, `in the folder ${basename(child)}`],
    [undefined, "of your project"],
  ] as const)
    await expect(loadChatModel("mistralai:large", folder)).rejects.toMatchObject({
      code: "model_not_configured",
      message: `mistralai:large needs the package @langchain/mistralai. Add it to the dependencies ${where}, with the package manager used there.`,
    });
});

test("an unknown provider is answered with the known ones", async () => {
  for (const provider of ["acme", "toString", "langsmith"])
    await expect(loadChatModel(`${provider}:best`)).rejects.toMatchObject({
      code: "model_not_configured",
      message: expect.stringMatching(
        new RegExp(`^LangChain knows no model provider "${provider}". Use one of: openai, anthropic, `),
      ),
    });
});

test("a name without a provider is answered with the right form", async () => {
  for (const name of ["claude-sonnet-5-5", "anthropic:", ":claude"])
    await expect(loadChatModel(name)).rejects.toThrow(`"${name}" is not a model. Write it as provider:model`);
});

test("a missing key is a sentence", async () => {
  const { ANTHROPIC_API_KEY: key } = process.env;
  delete process.env["ANTHROPIC_API_KEY"];
  try {
    await expect(loadChatModel("anthropic:claude-x")).rejects.toMatchObject({
      code: "model_not_configured",
      message: "anthropic:claude-x cannot be used: Anthropic API key not found.",
    });
  } finally {
    process.env["ANTHROPIC_API_KEY"] = key;
  }
});

test("importing the package loads nothing of LangChain", () => {
  const index = new URL("index.ts", import.meta.url).href;
  const program = `
    import { registerHooks } from "node:module";
    const urls = [];
    registerHooks({ resolve: (specifier, context, next) => { const found = next(specifier, context); urls.push(found.url); return found; } });
    const { createLanguageModel } = await import(${JSON.stringify(index)});
    createLanguageModel({ models: {}, calls: {}, clock: {}, log: {} });
    console.log(JSON.stringify(urls));
  `;
  const urls = runNode(program) as string[];
  expect(urls).toContain(index);
  expect(urls.filter((url) => url.includes("langchain"))).toEqual([]);
});

/** What a program prints in a process whose environment finds no packages by itself, as `NODE_PATH` would. */
function runNode(program: string): unknown {
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
    env: { ANTHROPIC_API_KEY: "scripted" },
  });
  return JSON.parse(output);
}

/** A child's folder, for as long as its test. */
function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "child-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function install(folder: string, name: string, source: string): void {
  const target = join(folder, "node_modules", name);
  mkdirSync(target, { recursive: true });
  const exports = { ".": { import: { default: "./index.js" } }, "./package.json": "./package.json" };
  writeFileSync(join(target, "package.json"), JSON.stringify({ name, type: "module", exports }));
  writeFileSync(join(target, "index.js"), source);
}
