import { createEmulator } from "emulate";

/** What the emulator is born with. */
export interface EmulatorSeed {
  /** Login by token. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly repositories: readonly {
    readonly owner: string;
    readonly name: string;
    readonly defaultBranch: string;
  }[];
  readonly app: { readonly id: number; readonly slug: string; readonly firstInstallationId: number };
}

/** A running emulator. It keeps accounts, issues, comments, labels, reviews and the record of pull requests. */
export interface RunningEmulator {
  /** `localhost:<port>`, as it stands in the emulator's answers. */
  readonly host: string;
  /** PEM, made at start. */
  readonly privateKey: string;
  close(): Promise<void>;
}

/** All that a GitHub App may be granted and that the twin serves. */
export const appPermissions: Readonly<Record<string, "read" | "write">> = {
  actions: "read",
  checks: "write",
  contents: "write",
  deployments: "write",
  issues: "write",
  metadata: "read",
  pull_requests: "write",
  statuses: "write",
};

/** Starts the emulator. Every repository owner becomes a user, with an installation of the App on all repositories. */
export async function startEmulator({ tokens, repositories, app }: EmulatorSeed): Promise<RunningEmulator> {
  const owners = [...new Set(repositories.map(({ owner }) => owner))];
  const logins = [...new Set([...owners, ...Object.values(tokens)])];
  const installations = owners.map((account, position) => ({
    installation_id: app.firstInstallationId + position,
    account,
    repository_selection: "all",
  }));
  const emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: Object.fromEntries(
        Object.entries(tokens).map(([token, login]) => [token, { login, scopes: ["repo"] }]),
      ),
      github: {
        users: logins.map((login) => ({ login })),
        repos: repositories.map(({ owner, name, defaultBranch }) => ({
          owner,
          name,
          default_branch: defaultBranch,
        })),
        apps: [
          {
            app_id: app.id,
            slug: app.slug,
            name: app.slug,
            permissions: appPermissions,
            events: [],
            installations,
          },
        ],
      },
    },
  });
  const key = emulator.generatedSecrets.find(({ kind }) => kind === "github.app_private_key");
  return { host: new URL(emulator.url).host, privateKey: key?.value ?? "", close: () => emulator.close() };
}
