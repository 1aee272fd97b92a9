/** What programs need to run, and nothing that opens a door. */
const harmless =
  /^(PATH|HOME|USER|TMPDIR|TEMP|TMP|LANG|LC_\w+|TZ|CI|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|XDG_\w+)$/;

/**
 * Runs code of packages, or of the repository, while this process has no tokens in its environment. It is no sandbox: such
 * code may still do what the user may.
 */
export async function withoutSecrets<T>(environment: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  const withheld = Object.entries(environment).filter(([name]) => !harmless.test(name));
  for (const [name] of withheld) delete environment[name];
  try {
    return await work();
  } finally {
    Object.assign(environment, Object.fromEntries(withheld));
  }
}
