import pg from "pg";
import { templateOf } from "./template-of.ts";
import type { Visit } from "./visit.ts";

type Query = (...call: unknown[]) => unknown;

/** Every statement of node-postgres that writes, and every commit of one that did. */
export function watchPostgres(visit: Visit): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  /** What an open transaction has written. */
  const written = new WeakMap<object, string>();
  prototype.query = function watched(this: object, ...call) {
    const sql = textOf(call[0]).trim().toLowerCase().replaceAll('"', "");
    const label = sql.startsWith("commit") ? commitOf(written.get(this)) : labelOf(sql, call[1]);
    if (sql.startsWith("begin") || label === undefined) return query.apply(this, call);
    if (sql.startsWith("commit")) written.delete(this);
    else written.set(this, label);
    visit(label, "before");
    return whenDone(
      call,
      (all) => query.apply(this, all),
      () => visit(label, "after"),
    );
  };
}

function commitOf(label: string | undefined): string | undefined {
  return label && `${label}, committed`;
}

/** Calls of node-postgres end in a callback or in a promise. */
function whenDone(call: unknown[], send: (call: unknown[]) => unknown, done: () => void): unknown {
  const last = call.at(-1);
  if (typeof last === "function") {
    const told = (...results: readonly unknown[]) => {
      done();
      last(...results);
    };
    return send([...call.slice(0, -1), told]);
  }
  const sent = send(call);
  return sent instanceof Promise ? sent.finally(done) : sent;
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  const { text } = (query ?? {}) as { readonly text?: unknown };
  return typeof text === "string" ? text : "";
}

/** What DBOS asks several times a second, which changes nothing as a rule: not a place, but noise. */
const polls = /delay_until_epoch_ms <=|deadline_epoch_ms|last_fired_at/;

/** Undefined for what only reads. */
function labelOf(sql: string, parameters: unknown): string | undefined {
  if (polls.test(sql)) return undefined;
  const [, verb, table] = /^\s*(?:with\b.*?\b)?(insert into|update|delete from)\s+([\w.]+)/s.exec(sql) ?? [];
  if (verb === undefined) return /^(create|alter|drop|comment)\b/.test(sql) ? "engine migration" : undefined;
  const step = table === "dbos.operation_outputs" ? ` ${stepOf(parameters)}` : "";
  return `engine ${verb} ${table}${step}`;
}

/** The name of the step whose result is stored: DBOS' fifth parameter. */
function stepOf(parameters: unknown): string {
  const name: unknown = Array.isArray(parameters) ? parameters[4] : undefined;
  return templateOf(typeof name === "string" ? name : "");
}
