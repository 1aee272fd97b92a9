import { hashContent } from "create-osorganicai";
import { readText } from "./read-text.ts";

/** What a file says, as a hash that white space does not change; undefined when there is none. */
export async function hashFile(path: string): Promise<string | undefined> {
  const text = await readText(path);
  return text === undefined ? undefined : hashContent(text);
}
