import type { EnvironmentVariables } from "@osorganicai/instance";

/** Variables that nobody sets for another reason. Tokens and model keys are common in shells and in CI. */
const telling = [
  "GITHUB_WEBHOOK_SECRET",
  "GITHUB_APP_ID",
  "GITHUB_APP_PRIVATE_KEY",
  "SUPABASE_URL",
  "SUPABASE_SECRET_KEY",
];

/** Whether this is an instance's environment at all. In a child's CI, and on most machines, it is not. */
export function hasBegun(environment: EnvironmentVariables): boolean {
  return telling.some((name) => environment[name]?.trim());
}
