import type { CodeSource, SourceFile } from "../sources/code-source.ts";

/** A source that is asked for no content twice, as long as one question lasts. */
export function rememberContents(source: CodeSource): CodeSource {
  const contents = new Map<string, Uint8Array | undefined>();
  return {
    ...source,
    async read(files) {
      const unknown = new Map(
        files.filter(({ blob }) => !contents.has(blob)).map((file) => [file.blob, file]),
      );
      const wanted: readonly SourceFile[] = [...unknown.values()];
      const read = wanted.length > 0 ? await source.read(wanted) : [];
      for (const [index, { blob }] of wanted.entries()) contents.set(blob, read[index]);
      return files.map(({ blob }) => contents.get(blob));
    },
  };
}
