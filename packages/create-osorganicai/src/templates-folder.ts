import { join } from "node:path";

/** What the build copied: `child`, `domains/<domain>`, `sql`, `workflows`, `versions.json`, `migrations.json`. */
export const templatesFolder: string = join(import.meta.dirname, "..", "dist", "templates");
