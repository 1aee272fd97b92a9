import { serve } from "srvx";

/** Stands before a server and keeps every request until it is opened. */
export interface Gate {
  readonly url: string;
  /** Requests that wait. */
  waiting(): number;
  /** Lets through what waits, and what comes from now on. */
  open(): void;
  /** Keeps what comes from now on. */
  shut(): void;
  close(): Promise<void>;
}

/** A shut gate. @param target base address of the server behind it */
export async function holdRequests(target: string): Promise<Gate> {
  let opening = Promise.withResolvers<void>();
  let waiting = 0;
  const server = serve({
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const body = await request.text();
      waiting += 1;
      await opening.promise;
      waiting -= 1;
      return fetch(`${target}${pathname}${search}`, {
        method: request.method,
        headers: { "content-type": "application/json" },
        ...(body !== "" && { body }),
      });
    },
    port: 0,
    hostname: "127.0.0.1",
    silent: true,
    gracefulShutdown: false,
  });
  await server.ready();
  return {
    url: (server.url ?? "").replace(/\/$/, ""),
    waiting: () => waiting,
    open: () => opening.resolve(),
    shut() {
      opening = Promise.withResolvers();
    },
    close: () => server.close(true),
  };
}
