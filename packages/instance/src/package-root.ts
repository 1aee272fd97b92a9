import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** This package's folder, from its sources as well as from what was built and published. */
export function packageRoot(folder: string = import.meta.dirname): string {
  return existsSync(join(folder, "package.json")) ? folder : packageRoot(dirname(folder));
}
