import assert from "node:assert/strict";
import {
  type AgentTool,
  defineTool,
  OSOrganicError,
  type ToolResult,
  type ToolTaskResult,
} from "@osorganicai/core";
import { z } from "zod";
import type { ScriptedAnswer, ScriptedCall, ScriptedRequest } from "../model-double/model-script.ts";
import type { ContractCase } from "./contract-case.ts";
import { type LanguageModelScene, type LanguageModelSubject, playScene } from "./language-model-scene.ts";

const read = (path: string): ScriptedCall => ({ name: "read", input: { path } });
const finish: ScriptedCall = { name: "finish", input: { summary: "All done." } };

/** What `useTools` promises. */
export const toolCases: readonly ContractCase<LanguageModelSubject>[] = [
  {
    name: "lets the model work with tools until one of them is done",
    async check(subject) {
      const script = byTurn({ calls: [read("a")] }, { calls: [finish] });
      await work(subject, { script }, async ({ use, done, requests }) => {
        assert.deepEqual(await use(), { turns: 2, value: { summary: "All done." } });
        assert.deepEqual(done, ["read a", "finish"]);
        assert.equal((await requests()).length, 2);
      });
    },
  },
  {
    name: "shows the model its tools and each result, in the order of its calls",
    async check(subject) {
      const seen: ScriptedRequest[] = [];
      const script = byTurn({ calls: [read("a"), read("b")] }, { calls: [read("c"), finish] });
      const spy = (request: ScriptedRequest): ScriptedAnswer => (seen.push(request), script(request));
      await work(subject, { script: spy }, async ({ use }) => {
        await use();
        assert.match(seen[0]?.system ?? "", /^Purpose: contract\.work\n[^]*You work\./);
        assert.deepEqual(seen[0]?.toolNames, ["read", "change", "finish"]);
        assert.deepEqual(seen[1]?.toolResults, ["content of a", "content of b"]);
        const asked = seen[1]?.messages.find(({ role }) => role === "assistant")?.calls;
        assert.deepEqual(
          asked?.map(({ input }) => JSON.parse(input)),
          [{ path: "a" }, { path: "b" }],
        );
      });
    },
  },
  {
    name: "runs the calls of one answer one after the other, each as one step",
    async check(subject) {
      const script = byTurn({ calls: [read("slow"), read("fast"), read("slow")] }, { calls: [finish] });
      await work(subject, { script }, async ({ use, done, run }) => {
        await use();
        assert.deepEqual(done, ["read slow", "read fast", "read slow", "finish"]);
        assert.deepEqual(
          run.steps.map(({ name }) => name),
          [
            "model:contract.work:1",
            "record:model:contract.work:1",
            "tool:read:1.1",
            "tool:read:1.2",
            "tool:read:1.3",
            "model:contract.work:2",
            "record:model:contract.work:2",
            "tool:finish:2.1",
          ],
        );
      });
    },
  },
  {
    name: "answers a call that cannot be run with what is wrong, and goes on",
    async check(subject) {
      const missteps: readonly (readonly [ScriptedAnswer, RegExp])[] = [
        [{ calls: [{ name: "fly", input: {} }] }, /no tool "fly".*read, change, finish/],
        [
          { calls: [{ name: "read", input: { path: 7 } }] },
          /input of read does not fit.*path.*expected string/,
        ],
        [{ broken: '{"path": "a' }, /input of read does not fit/],
        [{ calls: [read("secret")] }, /may not be read/],
      ];
      for (const [misstep, expected] of missteps) {
        const script = ({ turn, toolResults }: ScriptedRequest): ScriptedAnswer => {
          if (turn === 0) return misstep;
          return { calls: [{ name: "finish", input: { summary: toolResults.join() } }] };
        };
        await work(subject, { script }, async ({ use, done }) => {
          const { value } = await use();
          assert.match((value as { summary: string }).summary, expected);
          assert.deepEqual(done, ["finish"]);
        });
      }
    },
  },
  {
    name: "leaves an error of a tool that may pass to the engine",
    async check(subject) {
      const script = byTurn({ calls: [read("flaky")] }, { calls: [finish] });
      await work(subject, { script, maxAttempts: 2 }, async ({ use, told }) => {
        await use();
        assert.deepEqual(told, ["content of flaky", "finished"]);
      });
      await work(subject, { script, maxAttempts: 1 }, ({ use }) =>
        assert.rejects(use(), { code: "store_unavailable" }),
      );
    },
  },
  {
    name: "ends with any other error of a tool, as it was thrown, and starts nothing more",
    async check(subject) {
      const script = byTurn({ calls: [read("crash"), read("a")] });
      await work(subject, { script }, async ({ use, done, requests }) => {
        await assert.rejects(use(), /^Error: disk on fire$/);
        assert.deepEqual(done, []);
        assert.equal((await requests()).length, 1);
      });
    },
  },
  {
    name: "does not run what the model wanted after done",
    async check(subject) {
      const script = byTurn({ calls: [finish, read("a")] });
      await work(subject, { script }, async ({ use, done, requests }) => {
        assert.equal((await use()).turns, 1);
        assert.deepEqual(done, ["finish"]);
        assert.equal((await requests()).length, 1);
      });
    },
  },
  {
    name: "reminds a model that stopped without a tool, as often as it goes on afterwards",
    async check(subject) {
      const script = byTurn({ text: "Done!" }, { calls: [read("a")] }, { text: "" }, { calls: [finish] });
      const seen: ScriptedRequest[] = [];
      const spy = (request: ScriptedRequest): ScriptedAnswer => (seen.push(request), script(request));
      await work(subject, { script: spy }, async ({ use }) => {
        assert.equal((await use()).turns, 4);
        assert.match(seen[1]?.messages.at(-1)?.text ?? "", /Go on with the tools/);
        const answers = seen[3]?.messages.filter(({ role }) => role === "assistant") ?? [];
        assert.ok(
          answers.every(({ text, calls }) => text !== "" || calls.length > 0),
          "providers refuse empty messages",
        );
      });
    },
  },
  {
    name: "gives up on a model that stops twice in a row",
    async check(subject) {
      const script = (): ScriptedAnswer => ({ text: "Done!" });
      await work(subject, { script }, async ({ use, requests }) => {
        await assert.rejects(use(), { code: "model_output_invalid" });
        assert.equal((await requests()).length, 2);
      });
    },
  },
  {
    name: "stops at the turn limit",
    async check(subject) {
      const script = ({ turn }: ScriptedRequest): ScriptedAnswer => ({ calls: [read(`file ${turn}`)] });
      await work(subject, { script }, async ({ use, done, requests }) => {
        await assert.rejects(use(), { code: "turn_limit_reached" });
        assert.equal((await requests()).length, 5);
        assert.equal(done.length, 5);
      });
    },
  },
  {
    name: "ends when the model or its provider fails",
    async check(subject) {
      for (const [answer, code] of [
        [{ refusal: "No." }, "model_refused"],
        [{ status: 529 }, "model_unavailable"],
        [{ status: 401 }, "model_not_configured"],
      ] as const)
        await work(subject, { script: () => answer }, ({ use }) => assert.rejects(use(), { code }));
    },
  },
  {
    name: "goes on after a crash at any step, pays for no stored answer and repeats no stored call",
    async check(subject) {
      const script = byTurn({ calls: [read("a"), read("b")] }, { text: "Hm." }, { calls: [finish] });
      const steps = [
        "model:contract.work:1",
        "record:model:contract.work:1",
        "tool:read:1.1",
        "tool:read:1.2",
        "model:contract.work:2",
        "record:model:contract.work:2",
        "model:contract.work:3",
        "record:model:contract.work:3",
        "tool:finish:3.1",
      ];
      for (const stored of [true, false])
        for (const step of steps)
          await work(subject, { script }, async ({ use, run, done, told, records, requests }) => {
            run.crashAt({ step, stored });
            await assert.rejects(use(), /crashed/);
            run.restart();
            told.length = 0;
            assert.deepEqual(await use(), { turns: 3, value: { summary: "All done." } });
            assert.deepEqual(told, ["content of a", "content of b", "finished"]);
            const total = (await requests()).length + done.length;
            // Recording is idempotent and pays for nothing.
            const again = stored || step.startsWith("record:") ? 0 : 1;
            assert.equal(total, 6 + again, `crash at step ${step}, stored: ${stored}`);
            assert.equal(records.length, 3);
          });
    },
  },
  {
    name: "numbers a second job of the same run on from the first",
    async check(subject) {
      const script = byTurn({ calls: [finish] });
      await work(subject, { script }, async ({ use, run, records }) => {
        await use();
        await use();
        assert.deepEqual(
          records.map(({ step }) => step),
          ["model:contract.work:1", "model:contract.work:2"],
        );
        assert.equal(new Set(run.steps.map(({ name }) => name)).size, 6);
      });
    },
  },
];

interface WorkScene extends LanguageModelScene {
  readonly use: () => Promise<ToolTaskResult>;
  /** What tools really did. */
  readonly done: readonly string[];
  /** What `onResult` was told. */
  readonly told: string[];
}

function work(
  subject: LanguageModelSubject,
  options: { readonly script: (request: ScriptedRequest) => ScriptedAnswer; readonly maxAttempts?: number },
  play: (scene: WorkScene) => Promise<void>,
): Promise<void> {
  const { script, ...rest } = options;
  return playScene(subject, { ...rest, script: { "contract.work": script } }, (scene) => {
    const done: string[] = [];
    const told: string[] = [];
    const use = (): Promise<ToolTaskResult> =>
      scene.llm.useTools(scene.run.context, {
        purpose: "contract.work",
        tier: "strong",
        prompt: { system: "You work.", task: "Do it." },
        tools: createTools(done),
        maxTurns: 5,
        onResult: ({ text }) => void told.push(text),
      });
    return play({ ...scene, use, done, told });
  });
}

function createTools(done: string[]): readonly AgentTool[] {
  const input = z.object({ path: z.string() });
  return [
    defineTool({ name: "read", description: "Reads a file.", input, run: createReader(done) }),
    defineTool({ name: "change", description: "Changes a file.", input, run: async () => ({ text: "" }) }),
    defineTool({
      name: "finish",
      description: "Ends the work.",
      input: z.object({ summary: z.string() }),
      async run(value) {
        done.push("finish");
        return { text: "finished", done: true, value };
      },
    }),
  ];
}

/** Some files are special. */
function createReader(done: string[]): (input: { readonly path: string }) => Promise<ToolResult> {
  let reads = 0;
  return async ({ path }) => {
    reads += 1;
    if (path === "crash") throw new Error("disk on fire");
    if (path === "secret") throw new OSOrganicError("path_refused", "secret may not be read.");
    if (path === "flaky" && reads === 1) throw new OSOrganicError("store_unavailable", "Try again.");
    if (path === "slow") await new Promise((resolve) => setTimeout(resolve, 10));
    done.push(`read ${path}`);
    return { text: `content of ${path}` };
  };
}

/** The n-th answer for the n-th turn, whatever came before. */
function byTurn(...answers: readonly ScriptedAnswer[]): (request: ScriptedRequest) => ScriptedAnswer {
  return ({ turn }) => answers[turn] ?? { status: 400, message: `turn ${turn} was not expected` };
}
