import type { Twin } from "../twin.ts";
import type { ApiAnswer, ApiCall } from "./api-call.ts";

/** One page of a list, with the `Link` header that leads to the others. */
export function paginate<T>(
  twin: Twin,
  call: Pick<ApiCall, "path" | "query">,
  all: readonly T[],
): { readonly items: readonly T[] } & Pick<ApiAnswer, "headers"> {
  const size = Math.min(numberOf(call.query.get("per_page"), 30), 100);
  const page = numberOf(call.query.get("page"), 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const relations = [
    ...(page > 1 ? [["prev", page - 1] as const, ["first", 1] as const] : []),
    ...(page < last ? [["next", page + 1] as const, ["last", last] as const] : []),
  ];
  const link = relations
    .map(([name, target]) => `<${addressOf(twin, call, target)}>; rel="${name}"`)
    .join(", ");
  const items = all.slice((page - 1) * size, page * size);
  return { items, ...(link !== "" && { headers: { link } }) };
}

/** A list as most operations answer it. */
export function listAnswer<T>(twin: Twin, call: ApiCall, all: readonly T[]): ApiAnswer {
  const { items, ...page } = paginate(twin, call, all);
  return { status: 200, body: items, ...page };
}

/** A list under its name, with its length, as the operations about checks answer it. */
export function countedAnswer(
  twin: Twin,
  call: ApiCall,
  list: Readonly<Record<string, readonly unknown[]>>,
): ApiAnswer {
  const all = Object.values(list).flat();
  const { items, ...page } = paginate(twin, call, all);
  const named = Object.fromEntries(Object.keys(list).map((name) => [name, items]));
  return { status: 200, body: { total_count: all.length, ...named }, ...page };
}

function addressOf({ url }: Twin, { path }: Pick<ApiCall, "path">, page: number): string {
  const address = new URL(path, url);
  address.searchParams.set("page", String(page));
  return address.href;
}

function numberOf(text: string | null, fallback: number): number {
  const value = Number(text ?? "");
  return Number.isSafeInteger(value) && value > 0 ? value : fallback;
}
