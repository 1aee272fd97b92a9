import pg from "pg";
import { templateOf } from "./template-of.ts";
import type { Visit } from "./visit.ts";

type Query = (...call: unknown[]) => unknown;

/** What node-postgres is asked. */
interface Statement {
  /** Lower case, without quotes. */
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What an open transaction has written so far, by its connection. */
type Transactions = WeakMap<object, { written?: string | undefined }>;

/**
 * Every write of node-postgres, as soon as others can see it: a statement by itself, or the commit of those before it. What
 * dies within a transaction has written nothing.
 */
export function watchPostgres(visit: Visit): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  const transactions: Transactions = new WeakMap();
  prototype.query = function watched(this: object, ...call) {
    const label = placeOf(transactions, this, statementOf(call));
    if (label === undefined) return query.apply(this, call);
    visit(label, "before");
    return whenDone(
      call,
      (all) => query.apply(this, all),
      () => visit(label, "after"),
    );
  };
}

/** Undefined for what changes nothing by itself. */
function placeOf(transactions: Transactions, connection: object, statement: Statement): string | undefined {
  const { sql } = statement;
  const transaction = transactions.get(connection);
  if (/^(begin|start transaction)\b/.test(sql)) transactions.set(connection, {});
  if (/^(commit|rollback)\b(?! to)/.test(sql)) transactions.delete(connection);
  if (sql.startsWith("commit")) return transaction?.written;
  const label = labelOf(statement);
  if (!transaction) return label;
  transaction.written = label ?? transaction.written;
  return undefined;
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

function statementOf([query, values]: readonly unknown[]): Statement {
  const { text, values: own } = (typeof query === "string" ? { text: query } : (query ?? {})) as {
    readonly text?: unknown;
    readonly values?: unknown;
  };
  const sql = typeof text === "string" ? text.trim().toLowerCase().replaceAll('"', "") : "";
  const parameters: unknown = own ?? values;
  return { sql, parameters: Array.isArray(parameters) ? parameters : [] };
}

/** What is asked again and again, and changes nothing as a rule: not a place, but noise. */
const polls =
  /delay_until_epoch_ms <=|deadline_epoch_ms|last_fired_at|public\.(extend_executor|take_over_runs|wake_runs)\(/;

/** Undefined for what only reads. */
function labelOf({ sql, parameters }: Statement): string | undefined {
  if (polls.test(sql)) return undefined;
  const [, called] = /^select public\.(\w+)\(/.exec(sql) ?? [];
  if (called === "ingest_delivery") return `engine call ingest_delivery ${parameters[1]}.${parameters[2]}`;
  if (called !== undefined) return `engine call ${called}`;
  const [, verb, table] = /^\s*(?:with\b.*?\b)?(insert into|update|delete from)\s+([\w.]+)/s.exec(sql) ?? [];
  if (verb === undefined) return /^(create|alter|drop|comment)\b/.test(sql) ? "engine migration" : undefined;
  const step = table === "dbos.operation_outputs" ? ` ${stepOf(parameters)}` : "";
  return `engine ${verb} ${table}${step}`;
}

/** The name of the step whose result is stored: DBOS' fifth parameter. */
function stepOf(parameters: readonly unknown[]): string {
  const [, , , , name] = parameters;
  return templateOf(typeof name === "string" ? name : "");
}
