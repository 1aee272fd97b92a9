import { join } from "node:path";

/** What the build copied: `child`, `domains/<domain>`, `sql`, `versions.json`, `migrations.json`. */
export const templatesFolder: string = join(import.meta.dirname, "..", "dist", "templates");
