import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { Registry } from "./registry/start-registry.ts";

/** What programs of the stories see of this machine. */
export interface EnvironmentOptions {
  /** A folder that becomes their home. */
  readonly home: string;
  readonly registry: Pick<Registry, "url" | "token">;
  /** Absolute path of pnpm. */
  readonly pnpm: string;
  /** Where pnpm keeps what was downloaded before, so that a child's installation is links. */
  readonly store: string;
}

/**
 * The whole environment of the programs that stories run. Nothing is inherited: settings of whoever runs the stories change
 * nothing, and all that is installed comes from the registry given.
 */
export async function createEnvironment(options: EnvironmentOptions): Promise<Record<string, string>> {
  const { home, registry, pnpm, store } = options;
  await mkdir(join(home, "tmp"), { recursive: true });
  const { host } = new URL(registry.url);
  await writeFile(
    join(home, ".npmrc"),
    `registry=${registry.url}\n//${host}/:_authToken=${registry.token}\nfund=false\naudit=false\nupdate-notifier=false\n`,
  );
  await writeFile(
    join(home, ".gitconfig"),
    "[user]\n  name = A user\n  email = user@example.invalid\n[init]\n  defaultBranch = main\n",
  );
  return {
    PATH: [dirname(process.execPath), dirname(pnpm), "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
    HOME: home,
    TMPDIR: join(home, "tmp"),
    LANG: "C.UTF-8",
    CI: "true",
    pnpm_config_store_dir: store,
    pnpm_config_update_notifier: "false",
    // The lockfiles are a minute old. To look each of 200 packages up again at every installation proves nothing here.
    pnpm_config_trust_lockfile: "true",
    VERCEL_TELEMETRY_DISABLED: "1",
    TURBO_TELEMETRY_DISABLED: "1",
  };
}
