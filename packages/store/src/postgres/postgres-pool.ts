/** One statement, as node-postgres takes it. */
export interface PostgresQuery {
  /** Prepared once per connection under this name. */
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

/** One connection, held. */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<{ readonly rows: readonly unknown[] }>;
  /** @param broken whether the connection must not be used again */
  release(broken?: boolean): void;
}

/** What we use of a pool of node-postgres, so that one can be shared or another thing can stand in for it. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  end(): Promise<void>;
}
