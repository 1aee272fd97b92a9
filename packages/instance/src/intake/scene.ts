import { createHmac, randomUUID } from "node:crypto";
import type { DeliveryStore } from "@osorganicai/core";
import { expect, onTestFinished } from "vitest";
import { type RawAnswer, type RawRequest, sendRaw } from "./send-raw.ts";
import { type IntakeServer, serveIntake } from "./serve-intake.ts";

/** The intake and the database behind it. */
export interface Scene {
  readonly server: IntakeServer;
  readonly deliveries: DeliveryStore;
  /** Asks the database itself. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** What one case of the catalogue must do. */
export type Check = (scene: Scene) => Promise<void>;

/** The secret of every scene. */
export const secret: string = "a secret of more than thirty-two bytes, for tests";

/** What GitHub would send in `X-Hub-Signature-256`. */
export function sign(body: string | Uint8Array, key: string = secret): string {
  return `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
}

/** The body of an event about a fresh issue, changed. */
export function issueBody(change: object = {}): string {
  const number = 7;
  return JSON.stringify({
    action: "opened",
    issue: { id: 4_000_000_000, number, title: randomUUID(), body: "Please add coupons." },
    repository: { full_name: "acme/shop" },
    sender: { id: 5, login: "ann", type: "User" },
    installation: { id: 3 },
    ...change,
  });
}

/** What a request says beside its body. Null: not at all. */
export type HeaderChanges = Readonly<Record<string, string | null>>;

/** Sends a delivery as GitHub does, but for what is changed. */
export async function send(
  { server }: Pick<Scene, "server">,
  body: string | Uint8Array,
  {
    headers = {},
    ...request
  }: Partial<Omit<RawRequest, "headers">> & { readonly headers?: HeaderChanges } = {},
): Promise<RawAnswer> {
  const all: HeaderChanges = {
    "content-type": "application/json",
    "x-github-delivery": randomUUID(),
    "x-github-event": "issues",
    "x-hub-signature-256": sign(body),
    ...headers,
  };
  const given = Object.entries(all).filter((header): header is [string, string] => header[1] !== null);
  const answer = await sendRaw(server.port, { pieces: [body], ...request, headers: given });
  expectNoLeak(answer);
  return answer;
}

/** Every answer that was ever given holds a code, a sentence and nothing else. */
export function expectNoLeak({ status, body }: RawAnswer): void {
  expect(status === 0 || status >= 500 ? [0, 503] : [status]).toContain(status);
  expect(body).not.toMatch(/ at |node:|\/src\/|\.ts|sha256=[0-9a-f]|canary|a secret of more/);
  if (status >= 400 && body !== "")
    expect(JSON.parse(body)).toEqual({
      error: expect.stringMatching(/^[a-z_]+$/),
      message: expect.any(String),
    });
}

/** Sends it and sees that it is stored as it came. */
export async function expectStored(
  scene: Scene,
  body: string,
  request: Parameters<typeof send>[2] = {},
): Promise<string> {
  const id = randomUUID();
  const answer = await send(scene, body, {
    ...request,
    headers: { "x-github-delivery": id, ...request.headers },
  });
  expect(answer.status).toBe(202);
  expect(JSON.parse(answer.body)).toEqual({ status: "recorded", id });
  expect((await load(scene, id))["body"]).toBe(body);
  return id;
}

/** Sends it and sees that it is refused with a sentence, and not stored. */
export async function expectRefused(
  scene: Scene,
  [status, sentence]: readonly [status: number, sentence?: string],
  [body, request = {}]: readonly [body: string | Uint8Array, request?: Parameters<typeof send>[2]],
): Promise<void> {
  const id = randomUUID();
  const answer = await send(scene, body, {
    ...request,
    headers: { "x-github-delivery": id, ...request.headers },
  });
  expect(answer.status).toBe(status);
  if (sentence !== undefined) expect(JSON.parse(answer.body).message).toContain(sentence);
  expect(await known(scene, [id])).toEqual([]);
}

/** The same database behind another intake. */
export async function serveAnother(
  { deliveries, query }: Scene,
  options: Partial<Parameters<typeof serveIntake>[0]> = {},
): Promise<Scene> {
  const server = await serveIntake({ secrets: [secret], deliveries, ...options });
  onTestFinished(() => server.close());
  return { server, deliveries, query };
}

/** How many runs the engine has of a delivery. */
export async function countRuns({ query }: Pick<Scene, "query">, deliveryId: string): Promise<number> {
  const sql = "select count(*)::int as runs from dbos.workflow_status where workflow_uuid like $1";
  return Number((await query(sql, [`${deliveryId}@%`]))[0]?.["runs"]);
}

/** The row of a delivery. */
export async function load(
  { query }: Pick<Scene, "query">,
  id: string,
): Promise<Readonly<Record<string, unknown>>> {
  const [row] = await query("select * from public.deliveries where id = $1", [id]);
  if (row === undefined) throw new TypeError(`There is no delivery ${id}.`);
  return row;
}

/** Which of these are stored. */
export async function known(
  { query }: Pick<Scene, "query">,
  ids: readonly string[],
): Promise<readonly unknown[]> {
  const rows = await query("select id from public.deliveries where id = any($1)", [ids]);
  return rows.map(({ id }) => id);
}
