import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

type Handler = (request: Request) => Promise<Response>;

/** The part of `vercel.json` that decides who answers. */
interface VercelConfig {
  readonly rewrites?: readonly { readonly source: string; readonly destination: string }[];
}

/**
 * What of Vercel a child needs: `api/<name>.ts` answers at `/api/<name>` with the function it exports under the name of
 * the request's method, loaded by the first request, and the rewrites of `vercel.json` lead there. No build, no limits.
 * @throws Error when a rewrite is a pattern, or leads to no function
 */
export async function createFunctionRoutes(directory: string): Promise<Handler> {
  const functions = await findFunctions(directory);
  const rewrites = await readRewrites(directory);
  for (const [source, destination] of rewrites)
    if (!functions.has(destination) || /[:*(]/.test(source))
      throw new Error(`vercel.json rewrites ${source} to ${destination}, which is not served here.`);

  return async function answer(request) {
    const { pathname } = new URL(request.url);
    const file = functions.get(rewrites.get(pathname) ?? pathname);
    if (file === undefined) return new Response("NOT_FOUND", { status: 404 });
    const handlers = (await import(pathToFileURL(file).href)) as Readonly<Record<string, Handler>>;
    const handle = handlers[request.method];
    return handle ? handle(request) : new Response(null, { status: 405 });
  };
}

/** Paths of the functions' files by the addresses at which they answer. */
async function findFunctions(directory: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(join(directory, "api"))).filter((name) => name.endsWith(".ts"));
  return new Map(names.map((name) => [`/api/${name.slice(0, -3)}`, join(directory, "api", name)]));
}

async function readRewrites(directory: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(directory, "vercel.json"), "utf8");
  const { rewrites = [] } = JSON.parse(text) as VercelConfig;
  return new Map(rewrites.map(({ source, destination }) => [source, destination]));
}
