type Side = "both" | "ours" | "base" | "theirs";

/** What follows a line of git, and whether it is one. A line of JSON never begins like this. */
const markers: readonly (readonly [RegExp, Side])[] = [
  [/^<{7}( |$)/, "ours"],
  [/^\|{7}( |$)/, "base"],
  [/^={7}$/, "theirs"],
  [/^>{7}( |$)/, "both"],
];

/**
 * Both sides of a JSON text with git's conflict markers (of `merge`, `diff3` and `zdiff3` style), or the text itself when
 * there are none. Where lines meet that never were neighbours, commas are put right.
 */
export function splitConflicts(text: string): readonly [ours: string, theirs?: string] {
  const ours: string[] = [];
  const theirs: string[] = [];
  let side: Side = "both";
  let conflicts = 0;
  for (const line of text.split(/\r?\n/)) {
    const marker = markers.find(([pattern]) => pattern.test(line));
    if (marker) {
      side = marker[1];
      conflicts += 1;
    } else {
      if (side === "ours" || side === "both") ours.push(line);
      if (side === "theirs" || side === "both") theirs.push(line);
    }
  }
  return conflicts === 0 ? [text] : [repairCommas(ours), repairCommas(theirs)];
}

/** The tool writes one entry a line, so a comma is due wherever a line neither opens nor is followed by one that closes. */
function repairCommas(lines: readonly string[]): string {
  const entries = lines.map((line) => line.trim().replace(/,$/, "")).filter((line) => line !== "");
  return entries
    .map((line, index) => {
      const next = entries[index + 1];
      return next === undefined || /[[{]$/.test(line) || /^[\]}]/.test(next) ? line : `${line},`;
    })
    .join("\n");
}
