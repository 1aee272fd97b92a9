/**
 * The same text with memory of its own. A part that was cut out of a text otherwise keeps all of that text alive, and a few
 * names would hold a whole repository.
 */
export function ownString(part: string): string {
  return Buffer.from(part, "utf8").toString("utf8");
}
