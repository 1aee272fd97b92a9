// Validation, apart from the main entry because it loads zod

export type { ResolvedConfig } from "./config/parse-config.ts";
export { parseConfig } from "./config/parse-config.ts";
