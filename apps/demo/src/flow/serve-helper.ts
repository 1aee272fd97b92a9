import { messageOf } from "@osorganicai/core";

/** What a helper serves. */
export interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** What a helper says over its channel, once. */
export type HelperMessage = { readonly url: string } | { readonly error: string };

/**
 * The life of a helper process: starts, says where it is or why not, and ends when its channel closes. Signals of the
 * terminal reach every process of the demo at once; a helper leaves them to the demo, which ends its helpers in order.
 */
export async function serveHelper(start: () => Promise<Served>): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  const closed = new Promise((resolve) => process.once("disconnect", resolve));
  try {
    const served = await start();
    say({ url: served.url });
    await closed;
    await served.stop();
  } catch (error) {
    say({ error: messageOf(error) });
  }
  process.exit();
}

/** The demo may be gone by now. */
function say(message: HelperMessage): void {
  if (process.connected) process.send?.(message);
}
