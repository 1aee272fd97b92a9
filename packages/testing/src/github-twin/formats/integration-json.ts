import type { Integration } from "../accounts/integration.ts";
import { appPermissions } from "../emulator/start-emulator.ts";
import type { JsonObject } from "../json.ts";
import type { Twin } from "../twin.ts";
import { nodeId } from "./node-id.ts";

/** GitHub's `integration`: an App, as it stands beside what it did. */
export function integrationJson({ url }: Twin, { id, slug, name, bot }: Integration): JsonObject {
  return {
    id,
    slug,
    node_id: nodeId("App", id),
    owner: bot.json,
    name,
    description: null,
    external_url: `${url}/apps/${slug}`,
    html_url: `${url}/apps/${slug}`,
    created_at: "2020-01-01T00:00:00Z",
    updated_at: "2020-01-01T00:00:00Z",
    permissions: appPermissions,
    events: [],
  };
}
