// Recording deliveries over connections of our own, for long-running processes
export type {
  PostgresDeliveries,
  PostgresDeliveriesOptions,
} from "./postgres/create-postgres-deliveries.ts";
export { createPostgresDeliveries } from "./postgres/create-postgres-deliveries.ts";
export type { PostgresClient, PostgresPool, PostgresQuery } from "./postgres/postgres-pool.ts";
