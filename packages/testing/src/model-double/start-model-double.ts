import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type ChatCompletionRequest, type FixtureResponse, LLMock, type Mountable } from "@copilotkit/aimock";
import { connectToModelDouble, JOURNAL_PATH, type ModelDoubleClient } from "./connect-to-model-double.ts";
import type { ModelScript, ScriptedAnswer, ScriptedRequest } from "./model-script.ts";
import { openJournal, type RequestJournal } from "./open-journal.ts";
import { readRequest } from "./read-request.ts";
import { renderAnswer } from "./render-answer.ts";
import { RESPONSES_PATH, repairResponses } from "./repair-responses.ts";

/** What a model double is made of. */
export interface ModelDoubleOptions {
  readonly script: ModelScript;
  /** Where `journal.jsonl` is kept. @default nowhere, the journal ends with the process */
  readonly directory?: string;
  /** @default a free one */
  readonly port?: number;
}

/** A scripted model behind the real wire formats of Anthropic and OpenAI, on loopback. */
export interface ModelDouble extends ModelDoubleClient {
  /** Does nothing the second time. */
  stop(): Promise<void>;
}

/**
 * Starts a model that answers from a script. Calls are told apart by their purpose and by what the request holds,
 * never by counting, so that a client may die and come back.
 */
export async function startModelDouble({
  script,
  directory,
  port = 0,
}: ModelDoubleOptions): Promise<ModelDouble> {
  const journal = openJournal(directory);
  const decide = decideOnce(script, journal);
  const server = new LLMock({ port, host: "127.0.0.1", logLevel: "silent", journalMaxEntries: 1 });
  server.mount(JOURNAL_PATH, showJournal(journal));
  server.mount(RESPONSES_PATH, repairResponses);
  server.addFixture({
    match: { predicate: (request) => "cut" in decide(request).answer },
    response: { content: "" },
    chaos: { disconnectRate: 1 },
  });
  server.addFixture({ match: {}, response: (request) => respond(decide(request)) });
  await server.start();
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= server.stop();
    return stopped;
  };
  return { ...connectToModelDouble(server.url), stop };
}

interface Decision {
  readonly request: ScriptedRequest;
  readonly answer: ScriptedAnswer;
  readonly messagesSha256: string;
}

/** The script is asked, and the journal written, once per request, although the server asks for both several times. */
function decideOnce(
  script: ModelScript,
  journal: RequestJournal,
): (request: ChatCompletionRequest) => Decision {
  const decisions = new WeakMap<ChatCompletionRequest, Decision>();
  return (wireRequest) => {
    const known = decisions.get(wireRequest);
    if (known) return known;
    const request = readRequest(wireRequest);
    const answer = askScript(script, request);
    const messagesSha256 = createHash("sha256").update(JSON.stringify(request.messages)).digest("hex");
    const status = "cut" in answer ? 0 : "status" in answer ? answer.status : 200;
    const { purpose, turn, model } = request;
    journal.add({ purpose, turn, model, messagesSha256, status });
    const decision = { request, answer, messagesSha256 };
    decisions.set(wireRequest, decision);
    return decision;
  };
}

/** A script that does not know the purpose, or breaks, is the test's fault: an answer that nobody retries says so. */
function askScript(script: ModelScript, request: ScriptedRequest): ScriptedAnswer {
  const answer = Object.hasOwn(script, request.purpose) ? script[request.purpose] : undefined;
  if (!answer) return { status: 400, message: unknownPurpose(script, request.purpose) };
  try {
    return answer(request);
  } catch (error) {
    return { status: 400, message: `The script of "${request.purpose}" broke: ${String(error)}` };
  }
}

function unknownPurpose(script: ModelScript, purpose: string): string {
  if (purpose === "") return 'The system prompt does not begin with "Purpose: <purpose>".';
  return `The script has no answer for "${purpose}". It knows: ${Object.keys(script).join(", ")}.`;
}

async function respond({ request, answer, messagesSha256 }: Decision): Promise<FixtureResponse> {
  if ("cut" in answer) throw new Error("A cut connection has no response.");
  if ("status" in answer) {
    const { status, message = `Scripted failure ${status}.`, retryAfterSeconds: retryAfter } = answer;
    return { error: { message }, status, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  if (answer.delayMs !== undefined) await wait(answer.delayMs);
  return renderAnswer(request, answer, messagesSha256.slice(0, 16));
}

function showJournal(journal: RequestJournal): Mountable {
  return {
    async handleRequest(_request, response) {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(journal.requests));
      return true;
    },
  };
}
