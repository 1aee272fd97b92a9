import { defineConfig, type Options } from "tsup";

/** The one way our packages are built: ESM with type declarations, nothing bundled that npm can install. */
export function defineBuild(entry: NonNullable<Options["entry"]>): ReturnType<typeof defineConfig> {
  return defineConfig({ entry, format: ["esm"], target: "node22", dts: true, clean: true, treeshake: true });
}
