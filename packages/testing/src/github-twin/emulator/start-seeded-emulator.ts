import type { Person } from "../accounts/seed-accounts.ts";
import type { GitHubTwinOptions } from "../github-twin.ts";
import { createEmulatorClient, type Emulator } from "./emulator.ts";
import { type EmulatorSeed, startEmulator } from "./start-emulator.ts";

/** Twenty, because the emulator refuses the 5,000th call of a token within an hour. */
const ownerTokens: readonly string[] = Array.from({ length: 20 }, (_, position) => `twin-${position}`);

/** Starts the emulator with a twin's repositories, people and App. */
export async function startSeededEmulator(
  { url, repositories: seeds }: GitHubTwinOptions & { readonly url: string },
  { people, app }: Pick<EmulatorSeed, "app"> & { readonly people: readonly Person[] },
): Promise<{ readonly emulator: Emulator; readonly privateKey: string }> {
  const owner = seeds[0]?.owner ?? "";
  const tokens = Object.fromEntries([
    ...people.map(({ token, login }) => [token, login]),
    ...ownerTokens.map((token) => [token, owner]),
  ]);
  const repositories = seeds.map(({ defaultBranch = "main", ...seed }) => ({ ...seed, defaultBranch }));
  const running = await startEmulator({ tokens, repositories, app });
  return { emulator: createEmulatorClient(running, { url, ownerTokens }), privateKey: running.privateKey };
}
