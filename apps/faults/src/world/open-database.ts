import pg from "pg";

/** What is in a database, for whoever checks it. */
export interface Database {
  readonly url: string;
  /** Asks until the database answers. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Connects at its first use. */
export function openDatabase(url: string): Database {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5000 });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    url,
    async query<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
      return (await pool.query<Row>(sql, [...parameters])).rows;
    },
    close: () => pool.end(),
  };
}
