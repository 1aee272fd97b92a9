/** A way to work on runs of one step. */
export interface EngineContender {
  readonly name: string;
  readonly worker: "ours" | "bare";
  readonly environment: Readonly<Record<string, string>>;
  /** Enqueues everything in one statement: `$1` runs of `$2` subjects. */
  readonly enqueue: string;
}

const runs =
  "(select 'd-' || n as id, 'acme/shop#' || n % $2::int as subject from generate_series(1, $1::int) as n) as run";

/** DBOS' own SQL, which ours calls as well. */
const enqueueBare = (partition: string): string =>
  `select dbos.enqueue_workflow(workflow_name => 'run', queue_name => 'runs', workflow_id => id,
     positional_args => array['{}'::json]${partition}) from ${runs}`;

/** Ours first. */
export const engineContenders: readonly EngineContender[] = [
  {
    name: "ours",
    worker: "ours",
    environment: {},
    enqueue: `select public.enqueue_run(id, subject) from ${runs}`,
  },
  { name: "bare DBOS", worker: "bare", environment: {}, enqueue: enqueueBare("") },
  {
    name: "bare DBOS, one at a time per subject",
    worker: "bare",
    environment: { PARTITIONED: "1" },
    enqueue: enqueueBare(", queue_partition_key => subject"),
  },
];
