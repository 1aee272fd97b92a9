// The functions of a child, served as Vercel would, in a process whose environment is that of the deployment alone.
import { serve } from "srvx";
import { serveHelper } from "../flow/serve-helper.ts";
import { createFunctionRoutes } from "./create-function-routes.ts";

const { directory } = JSON.parse(process.argv[2] ?? "{}") as { readonly directory: string };

await serveHelper(async () => {
  const fetch = await createFunctionRoutes(directory);
  const server = serve({ fetch, port: 0, hostname: "127.0.0.1", silent: true, gracefulShutdown: false });
  await server.ready();
  return { url: (server.url ?? "").replace(/\/$/, ""), stop: async () => server.close(true) };
});
