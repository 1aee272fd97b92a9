// The scripted model, in its own process. Its script is the export `script` of the module that is named.
import { pathToFileURL } from "node:url";
import { type ModelScript, startModelDouble } from "@osorganicai/testing";

const { scriptModule, directory } = JSON.parse(process.argv[2] ?? "{}") as {
  readonly scriptModule: string;
  readonly directory: string;
};
const { script } = (await import(pathToFileURL(scriptModule).href)) as { readonly script: ModelScript };
const double = await startModelDouble({ script, directory });

process.once("disconnect", async () => {
  await double.stop();
  process.exit();
});
process.send?.({ url: double.url });
