import type { GitHubTwinControl } from "../github-twin.ts";
import type { JournalEntry } from "../journal.ts";
import { findToken, type TwinFacts, violationsOf } from "./create-twin-control.ts";

/**
 * The control of a twin that runs in another process.
 * @throws Error when nobody answers there
 */
export async function connectToGitHubTwin(url: string): Promise<GitHubTwinControl> {
  const { app, people } = (await ask(url, "GET facts")) as TwinFacts;
  const journal = async () => (await ask(url, "GET journal")) as readonly JournalEntry[];
  return {
    url,
    app,
    token: (login) => findToken(people, login),
    setWebhook: async (target) => void (await ask(url, "PUT webhook", target)),
    setFaults: async (faults) => void (await ask(url, "PUT faults", faults)),
    redeliverFailed: async () => (await ask(url, "POST redeliver-failed")) as number,
    journal,
    violations: async () => violationsOf(await journal()),
    idle: async () => void (await ask(url, "GET idle")),
  };
}

/** `request` is a method and the last part of an address. */
async function ask(url: string, request: string, body?: unknown): Promise<unknown> {
  const [method = "", name = ""] = request.split(" ");
  const answer = await fetch(`${url}/_twin/${name}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok)
    throw new Error(`${url} is no GitHub twin: ${method} /_twin/${name} gave ${answer.status}.`);
  return ((await answer.json()) as { readonly result: unknown }).result;
}
