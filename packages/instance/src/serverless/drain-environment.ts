import type { EnvironmentVariables } from "../environment.ts";

/** What lets functions start each other. */
export interface DrainEnvironment {
  /** Of everybody who may ask for a drain: Vercel sends it with its cron jobs. */
  readonly secret: string | undefined;
  /** Where the production deployment answers; undefined elsewhere, so that a preview starts nobody. */
  readonly address: string | undefined;
}

/** Vercel sets all but the secret. https://vercel.com/docs/environment-variables/system-environment-variables */
export function readDrainEnvironment(variables: EnvironmentVariables): DrainEnvironment {
  const host = variables["VERCEL_PROJECT_PRODUCTION_URL"]?.trim();
  const secret = variables["CRON_SECRET"]?.trim();
  return {
    secret: secret === "" ? undefined : secret,
    address: variables["VERCEL_ENV"] === "production" && host ? `https://${host}/api/drain` : undefined,
  };
}
