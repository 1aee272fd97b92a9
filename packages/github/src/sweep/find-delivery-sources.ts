import type { Octokit } from "@octokit/rest";
import type { AttemptPage, DeliverySource } from "@osorganicai/core";
import type { Connection } from "../connect.ts";

/**
 * The logs of every webhook that may lead to us. For a GitHub App that is its own; for a personal token those of the named
 * repositories whose address ends as a child's does.
 */
export async function findDeliverySources(
  connection: Connection,
  repositories: readonly string[],
): Promise<readonly DeliverySource[]> {
  const { callAsApp } = connection;
  if (callAsApp) return [appSource(callAsApp)];
  const found = await Promise.all(repositories.map((repository) => hookSources(connection, repository)));
  return found.flat();
}

/** https://docs.github.com/rest/apps/webhooks */
function appSource(callAsApp: NonNullable<Connection["callAsApp"]>): DeliverySource {
  return {
    name: "app",
    page: (cursor) =>
      callAsApp(async (octokit) => toPage(await octokit.apps.listWebhookDeliveries(pageOf(cursor)))),
    body: (attemptId) =>
      callAsApp(async (octokit) => {
        const { data } = await octokit.apps.getWebhookDelivery({ delivery_id: attemptId });
        return toBytes(data.request.payload);
      }),
    redeliver: (attemptId) =>
      callAsApp(async (octokit) => {
        await octokit.apps.redeliverWebhookDelivery({ delivery_id: attemptId });
      }),
  };
}

/** https://docs.github.com/rest/repos/webhooks */
async function hookSources(connection: Connection, repository: string): Promise<readonly DeliverySource[]> {
  const hooks = await connection.call(repository, (octokit, name) =>
    octokit.paginate(octokit.repos.listWebhooks, { ...name, per_page: 100 }),
  );
  const ours = hooks.filter(({ active, config }) => active && isChildsAddress(config.url));
  return ours.map(({ id }) => hookSource(connection, repository, id));
}

function hookSource(connection: Connection, repository: string, id: number): DeliverySource {
  const call = <T>(
    request: (
      octokit: Octokit,
      hook: { readonly owner: string; readonly repo: string; readonly hook_id: number },
    ) => Promise<T>,
  ): Promise<T> => connection.call(repository, (octokit, name) => request(octokit, { ...name, hook_id: id }));
  return {
    name: `${repository}/hooks/${id}`,
    page: (cursor) =>
      call(async (octokit, hook) =>
        toPage(await octokit.repos.listWebhookDeliveries({ ...hook, ...pageOf(cursor) })),
      ),
    body: (attemptId) =>
      call(async (octokit, hook) =>
        toBytes(
          (await octokit.repos.getWebhookDelivery({ ...hook, delivery_id: attemptId })).data.request.payload,
        ),
      ),
    redeliver: (attemptId) =>
      call(async (octokit, hook) => {
        await octokit.repos.redeliverWebhookDelivery({ ...hook, delivery_id: attemptId });
      }),
  };
}

function isChildsAddress(url: string | undefined): boolean {
  return URL.parse(url ?? "")?.pathname.endsWith("/api/webhooks") ?? false;
}

function pageOf(cursor: string | undefined): { readonly per_page: number; readonly cursor?: string } {
  return { per_page: 100, ...(cursor !== undefined && { cursor }) };
}

type ListedAttempts = Awaited<ReturnType<Octokit["apps"]["listWebhookDeliveries"]>>;

function toPage({ data, headers }: Pick<ListedAttempts, "data" | "headers">): AttemptPage {
  const [, next] = /<([^>]+)>;\s*rel="next"/.exec(headers.link ?? "") ?? [];
  return {
    attempts: data.map(({ id, guid, event, delivered_at, status_code }) => ({
      attemptId: id,
      deliveryId: guid,
      event,
      deliveredAt: delivered_at,
      succeeded: status_code >= 200 && status_code < 300,
    })),
    next: URL.parse(next ?? "")?.searchParams.get("cursor") ?? undefined,
  };
}

function toBytes(payload: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(payload ?? {}));
}
