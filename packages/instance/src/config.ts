import { type Environment, readEnvironment } from "./environment.ts";
import { type DrainEnvironment, readDrainEnvironment } from "./serverless/drain-environment.ts";

/** Here alone the process's environment is read, for the one-line files of a serverless deployment. */
export function environmentOfProcess(): Environment {
  return readEnvironment(process.env);
}

/** As {@link environmentOfProcess}, of what functions need to start each other. */
export function drainEnvironmentOfProcess(): DrainEnvironment {
  return readDrainEnvironment(process.env);
}
