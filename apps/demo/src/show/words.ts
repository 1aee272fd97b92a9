const MAX_LINES = 16;

/** Without the markers that only we read, and not longer than a person wants to read between two lines. */
export function shorten(body: string): string {
  const lines = body
    .replace(/<!--[\s\S]*?-->/g, "")
    .trim()
    .split("\n");
  const more = lines.length - MAX_LINES;
  return [...lines.slice(0, MAX_LINES), ...(more > 0 ? [`… ${plural(more, "more line")}`] : [])].join("\n");
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
