import { readRepository } from "../emulator/read-repository.ts";
import { asObject, asText, type JsonObject } from "../json.ts";
import type { Twin } from "../twin.ts";
import type { ApiHandler } from "./api-call.ts";
import { forward } from "./forward.ts";
import { countedAnswer } from "./paginate.ts";
import { requireApp, requireBot } from "./require.ts";

/** Operations that only the App itself may ask for, answered by the emulator but for the App's settings. */
export const askAsApp: ApiHandler = async (twin, call) => {
  requireApp(call);
  const answer = await forward(twin, call);
  const { body } = answer;
  return {
    ...answer,
    body: Array.isArray(body) ? body.map((one) => withSettings(twin, one)) : withSettings(twin, body),
  };
};

function withSettings({ app: { permissions, events } }: Twin, answer: unknown): JsonObject {
  return { ...asObject(answer), permissions, events };
}

/** `apps/create-installation-access-token`: from now on the token acts as the App's bot. */
export const createInstallationToken: ApiHandler = async (twin, call) => {
  requireApp(call);
  const answer = await forward(twin, call);
  const { token, expires_at: until } = asObject(answer.body);
  twin.accounts.accept(asText(token) ?? "", twin.app.bot, asText(until));
  return answer;
};

/** `apps/list-repos-accessible-to-installation`. */
export const listInstallationRepositories: ApiHandler = async (twin, call) => {
  requireBot(call);
  const repositories = await Promise.all(
    [...twin.repositories.values()].map((repository) => readRepository(twin, repository)),
  );
  return countedAnswer(twin, call, { repositories });
};
