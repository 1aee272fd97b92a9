/** The names that `sql/0001_enqueue_run.sql` uses. */
export const workflowName = "handleDelivery";
export const queueName = "subjects";

/** The database belongs to one instance, whose own name may change while its runs must stay its own. */
export const applicationName = "osorganicai";

/** For DBOS, which only looks at it and never connects to it when a pool is given. */
export const unusedUrl = "postgres://postgres@127.0.0.1:1/postgres";
