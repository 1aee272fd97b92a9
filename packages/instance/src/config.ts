import { type Environment, readEnvironment } from "./environment.ts";

/** The one place that reads the process's environment, for the one-line files of a serverless deployment. */
export function environmentOfProcess(): Environment {
  return readEnvironment(process.env);
}
