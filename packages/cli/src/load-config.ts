import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type InstanceConfig, messageOf, OSOrganicError } from "@osorganicai/core";

const names = ["osorganicai.config.ts", "osorganicai.config.js", "osorganicai.config.mjs"];

/** The default export of the child's configuration. @throws OSOrganicError `config_invalid` */
export async function loadConfig(directory: string): Promise<InstanceConfig> {
  const path = names.map((name) => join(directory, name)).find((candidate) => existsSync(candidate));
  if (path === undefined)
    throw new OSOrganicError(
      "config_invalid",
      `There is no ${names[0]} in ${directory}. Run this in the folder of a child, or name it with --directory.`,
    );
  try {
    const { default: config } = (await import(pathToFileURL(path).href)) as {
      readonly default?: InstanceConfig;
    };
    if (config === undefined)
      throw new OSOrganicError(
        "config_invalid",
        `${path} has no default export. Write: export default defineConfig({ … });`,
      );
    return config;
  } catch (cause) {
    if (cause instanceof OSOrganicError) throw cause;
    throw new OSOrganicError("config_invalid", `${path} cannot be loaded: ${messageOf(cause)}`, { cause });
  }
}
