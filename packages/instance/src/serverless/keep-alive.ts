/** What Vercel tells a function of its request. Its own package reads the same. https://github.com/vercel/vercel/tree/main/packages/functions */
interface RequestContext {
  readonly waitUntil?: (work: Promise<unknown>) => void;
}

const contextKey = Symbol.for("@vercel/request-context");

/** Lets work go on after the response, where the platform can. @returns whether it can */
export function keepAlive(work: () => Promise<unknown>): boolean {
  const holder = (globalThis as { readonly [contextKey]?: { get?(): RequestContext | undefined } })[
    contextKey
  ];
  const waitUntil = holder?.get?.()?.waitUntil;
  waitUntil?.(work());
  return waitUntil !== undefined;
}
