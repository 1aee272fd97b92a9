/** A path as file systems that ignore case compare it: `ſ` is `s` there, `ß` is `ss`, and the Kelvin sign is `k`. */
export function foldPath(path: string): string {
  return path.normalize("NFC").toUpperCase().toLowerCase();
}
