/** Whether a package comes from us: all of these have one version. */
export function isOurs(name: string): boolean {
  return name.startsWith("@osorganicai/") || name === "osorganicai" || name === "create-osorganicai";
}
