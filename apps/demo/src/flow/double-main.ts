// The scripted model, in its own process. Its script is the export `script` of the module that is named.
import { pathToFileURL } from "node:url";
import { type ModelScript, startModelDouble } from "@osorganicai/testing";
import { serveHelper } from "./serve-helper.ts";

const { scriptModule, directory } = JSON.parse(process.argv[2] ?? "{}") as {
  readonly scriptModule: string;
  readonly directory: string;
};

await serveHelper(async () => {
  const { script } = (await import(pathToFileURL(scriptModule).href)) as { readonly script: ModelScript };
  return startModelDouble({ script, directory });
});
