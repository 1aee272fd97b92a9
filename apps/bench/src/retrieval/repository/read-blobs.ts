/**
 * Reads contents through one git process a call, each blob once: neighbouring commits share nearly all of theirs.
 * @param git gives what a git command prints
 */
export function createBlobReader(git: (args: readonly string[], input: string) => Promise<Buffer>) {
  const texts = new Map<string, string>();
  return async function readBlobs(blobs: readonly string[]): Promise<readonly string[]> {
    const unread = [...new Set(blobs)].filter((blob) => !texts.has(blob));
    if (unread.length > 0) {
      const output = await git(["cat-file", "--batch"], unread.map((blob) => `${blob}\n`).join(""));
      for (const [blob, text] of parseBatch(output)) texts.set(blob, text);
    }
    return blobs.map((blob) => {
      const text = texts.get(blob);
      if (text === undefined) throw new Error(`The repository has no blob ${blob}.`);
      return text;
    });
  };
}

/** `<id> blob <bytes>\n<content>\n` for each; `<id> missing\n` for what is not there. */
function* parseBatch(output: Buffer): Generator<readonly [blob: string, text: string]> {
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf("\n", start);
    const [blob = "", , bytes] = output.toString("latin1", start, end).split(" ");
    start = end + 1;
    if (bytes === undefined) continue;
    yield [blob, output.toString("utf8", start, start + Number(bytes))];
    start += Number(bytes) + 1;
  }
}
