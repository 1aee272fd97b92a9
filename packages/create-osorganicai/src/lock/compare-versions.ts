/** Below, at or above zero as `a` is older than, the same as or newer than `b`, by the precedence of semver.org. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [split(a), split(b)];
  return compareParts(one.numbers, other.numbers) || comparePrereleases(one.prerelease, other.prerelease);
}

function split(version: string) {
  const [plain = ""] = version.split("+");
  const dash = plain.indexOf("-");
  const numbers = dash < 0 ? plain : plain.slice(0, dash);
  return { numbers: numbers.split("."), prerelease: dash < 0 ? [] : plain.slice(dash + 1).split(".") };
}

/** A release is newer than everything that came before it. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  return compareParts(a, b);
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const difference = index < b.length ? comparePart(part, b[index] ?? "") : 1;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Numbers by value and before words. */
function comparePart(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && isOtherNumber) return Number(a) - Number(b);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
