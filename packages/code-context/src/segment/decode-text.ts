const decoder = new TextDecoder("utf-8");
/** Git, too, takes content with a NUL among its first bytes for no text. */
const LOOKED_AT = 8000;

/** The text of a content; empty when it is none, or could not be read. Bytes that are no UTF-8 become U+FFFD. */
export function decodeText(content: Uint8Array | undefined): string {
  if (!content || content.subarray(0, LOOKED_AT).includes(0)) return "";
  return decoder.decode(content);
}
