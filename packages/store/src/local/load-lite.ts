import { messageOf, OSOrganicError } from "@osorganicai/core";

/** The parts of @supabase/lite and PGlite that make a Supabase in this process. */
export interface Lite {
  readonly App: typeof import("@supabase/lite").App;
  readonly createPgliteConnection: typeof import("@supabase/lite/pglite").createPgliteConnection;
  readonly vector: typeof import("@electric-sql/pglite/vector").vector;
}

/**
 * Loads them, which takes a quarter of a second.
 * @throws OSOrganicError `environment_invalid` when they are not installed
 */
export async function loadLite(): Promise<Lite> {
  const { emitWarning } = process;
  try {
    const [{ App }, { createPgliteConnection }, { vector }] = await Promise.all([
      import("@supabase/lite"),
      import("@supabase/lite/pglite"),
      import("@electric-sql/pglite/vector"),
    ]);
    return { App, createPgliteConnection, vector };
  } catch (cause) {
    throw new OSOrganicError(
      "environment_invalid",
      `The local Supabase cannot be loaded: ${messageOf(cause)}. Install @supabase/lite 0.10.0 and @electric-sql/pglite 0.4.5.`,
      { cause },
    );
  } finally {
    // lite replaces it by one that throws when a warning is an Error, as Node's own often are.
    process.emitWarning = emitWarning;
  }
}
