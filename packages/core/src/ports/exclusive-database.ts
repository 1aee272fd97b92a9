/** Rows of one statement. */
export interface SqlResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows returned or changed. */
  readonly rowCount: number;
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/**
 * A Postgres session. Values are those of node-postgres: `bigint` and `numeric` come as strings, json parsed,
 * timestamps as `Date`; a string given for json is taken as JSON text, an object is written as JSON.
 */
export interface SqlSession {
  /** One statement, with `$1`-parameters. Rejects with the database's error, whose `code` is the SQLSTATE. */
  query(sql: string, parameters?: readonly unknown[]): Promise<SqlResult>;
  /** Any number of statements without parameters. */
  execute(sql: string): Promise<void>;
}

/** A session that nobody else uses until it is released. */
export interface HeldSession extends SqlSession {
  /** Rolls back an open transaction. Safe to call twice. */
  release(): Promise<void>;
}

/**
 * One Postgres session that several parties share by turns: an in-process Postgres has only one.
 * Whoever holds it may run a transaction; whoever wants it waits.
 */
export interface ExclusiveDatabase {
  acquire(): Promise<HeldSession>;
}
