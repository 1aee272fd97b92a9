import { hintOf } from "./hint-of.ts";
import { templateOf } from "./template-of.ts";
import type { Origins, Visit } from "./visit.ts";

/** Every request that goes through the global `fetch`: GitHub, models, Supabase. */
export function watchFetch(origins: Origins, visit: Visit): void {
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const label = labelOf(input, init, origins);
    if (label === undefined) return send(input, init);
    visit(label, "before");
    try {
      return await send(input, init);
    } finally {
      visit(label, "after");
    }
  };
}

/** Reading from our own database changes nothing, so it is no place of its own. */
function labelOf(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  origins: Origins,
): string | undefined {
  const url = input instanceof Request ? input.url : String(input);
  const method = (init?.method ?? (input instanceof Request ? input.method : "GET")).toUpperCase();
  const found = Object.entries(origins).find(([, origin]) => url.startsWith(origin));
  if (!found) return undefined;
  const [name, origin] = found;
  if (name === "supabase" && method === "GET") return undefined;
  const [path = ""] = url.slice(origin.length).split("?");
  const hint = name === "supabase" ? hintOf(init?.body) : "";
  return `${name} ${method} ${templateOf(path)}${hint && ` ${hint}`}`;
}
