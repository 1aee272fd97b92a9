// The process in which a child's code is loaded: see inspect-child.ts.
import { inspectConfig } from "./inspect-config.ts";

const inspection = await inspectConfig(process.argv[2] ?? ".");
// Whatever the child's code has left running ends here.
process.send?.(inspection, undefined, undefined, () => process.exit(0));
