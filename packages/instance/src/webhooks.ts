import { OSOrganicError } from "@osorganicai/core";
import { createRestDeliveries } from "@osorganicai/store/rest";
import { createWebhookHandler } from "@osorganicai/webhook-handler";
import { drainEnvironmentOfProcess, environmentOfProcess } from "./config.ts";
import { keepAlive } from "./serverless/keep-alive.ts";
import { wakeDrain } from "./serverless/wake-drain.ts";

let handle: ((request: Request) => Promise<Response>) | undefined;

/**
 * The intake of a serverless deployment, for the child's `api/webhooks.ts`:
 * `export { POST } from "@osorganicai/instance/webhooks";`. Loads no agent, no model library and no GitHub client; what
 * works on the delivery is started in a function of its own, once the answer is sent.
 */
export async function POST(request: Request): Promise<Response> {
  handle ??= createIntake();
  const response = await handle(request);
  if (response.status === 202) keepAlive(() => wakeDrain(drainEnvironmentOfProcess()));
  return response;
}

function createIntake(): (request: Request) => Promise<Response> {
  const { webhookSecrets, supabase } = environmentOfProcess();
  if (!supabase)
    throw new OSOrganicError(
      "environment_invalid",
      "SUPABASE_URL and SUPABASE_SECRET_KEY are not set. A serverless deployment has no embedded database.",
    );
  // Over the REST API, because a pool of connections costs time at every cold start. What comes late is not waited for.
  const deliveries = createRestDeliveries({ ...supabase, timeoutMs: 8000 });
  return createWebhookHandler({ secrets: webhookSecrets, deliveries });
}
