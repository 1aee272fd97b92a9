import type { DeliveryAttempt, DeliverySource } from "@osorganicai/core";
import type { Connection } from "./connect.ts";

/** https://docs.github.com/rest/apps/webhooks#list-deliveries-for-an-app-webhook */
export function createDeliverySource({ callAsApp }: Connection): DeliverySource {
  return {
    async attempts(since) {
      if (!callAsApp) return [];
      return callAsApp(async (octokit) => {
        const attempts: DeliveryAttempt[] = [];
        for await (const { data } of octokit.paginate.iterator(octokit.apps.listWebhookDeliveries, {
          per_page: 100,
        })) {
          const recent = data.filter(({ delivered_at }) => new Date(delivered_at) >= since);
          attempts.push(...recent.map(({ id, guid, event }) => ({ attemptId: id, deliveryId: guid, event })));
          if (recent.length < data.length) break;
        }
        return attempts;
      });
    },
    async body(attemptId) {
      const payload = await callAsApp?.(
        async (octokit) =>
          (await octokit.apps.getWebhookDelivery({ delivery_id: attemptId })).data.request.payload,
      );
      return new TextEncoder().encode(JSON.stringify(payload ?? {}));
    },
  };
}
