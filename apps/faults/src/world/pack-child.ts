import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const source = join(import.meta.dirname, "..", "child");
const cache = join(import.meta.dirname, "..", "..", "..", "..", "node_modules", ".cache", "faults");

/**
 * Packs the child and everything it imports into some dozen files: it starts for every death, and looking for hundreds of
 * files took a third of the processor time of its lives.
 * @returns the program's file
 */
export async function packChild(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(source, "child-main.ts")],
    outdir: cache,
    // By content: whoever runs at the same time reads whole files, and what node compiled of them stays known.
    entryNames: "[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    write: false,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    keepNames: true,
    external: [...absent, "*.wasm"],
    // For the CommonJS among them.
    banner: {
      js: `const require = process.getBuiltinModule("node:module").createRequire(import.meta.url);`,
    },
    logOverride: { "ignored-bare-import": "silent" },
    plugins: [stayInPlace],
  });
  await mkdir(cache, { recursive: true });
  await Promise.all(outputFiles.map(({ path, contents }) => writeWhole(path, contents)));
  const program = outputFiles.find(({ path }) => path.startsWith(join(cache, "child-main-")));
  if (!program) throw new Error("The packed child has no program.");
  return program.path;
}

/** Optional dependencies of libraries, which look for them in vain with and without packing. */
const absent = ["pg-native", "winston", "winston-transport", "@opentelemetry/*"];

/**
 * Our packages find their SQL, prompts and threads from where they lie. Only a model's provider is not looked for there, or it
 * would bring a second LangChain: packed, as on Vercel, it is taken from the pack.
 */
const stayInPlace: Plugin = {
  name: "stay-in-place",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]packages[\\/][^\\/]+[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      const contents = code.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      if (/[\\/]packages[\\/]llm[\\/]/.test(path)) return { contents };
      return { contents: contents.replaceAll("import.meta.dirname", JSON.stringify(dirname(path))) };
    });
  },
};

async function writeWhole(path: string, contents: Uint8Array): Promise<void> {
  if (existsSync(path)) return;
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}
