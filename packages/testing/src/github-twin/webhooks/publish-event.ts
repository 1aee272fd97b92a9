import type { Account } from "../accounts/create-accounts.ts";
import { readRepository } from "../emulator/read-repository.ts";
import type { JsonObject } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";

/** Something that happened, as GitHub tells it. */
export interface TwinEvent {
  readonly sender: Account;
  /** `X-GitHub-Event`. */
  readonly event: string;
  readonly action?: string;
  /** Added to `action`, `repository`, `sender` and `installation`. */
  readonly payload: JsonObject;
}

/** Tells the App's webhook what happened. Resolves when the delivery is queued, in order. */
export async function publishEvent(
  twin: Twin,
  repository: TwinRepository,
  happened: TwinEvent,
): Promise<void> {
  const { event, action, payload, sender } = happened;
  const { installationId } = repository;
  const described = await readRepository(twin, repository);
  const body = {
    ...(action !== undefined && { action }),
    ...payload,
    repository: described,
    sender: sender.json,
    installation: {
      id: installationId,
      node_id: Buffer.from(`0:Installation${installationId}`).toString("base64url"),
    },
  };
  twin.webhooks.enqueue({
    event,
    action: action ?? null,
    repositoryId: described.id,
    installationId,
    body: JSON.stringify(body),
  });
}
