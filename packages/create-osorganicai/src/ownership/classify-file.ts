import type { FileClass } from "./file-class.ts";

/** Everything that is not the user's, path by path. */
const classes: Readonly<Record<string, FileClass>> = {
  "api/drain.ts": "shim",
  "api/health.ts": "shim",
  "api/webhooks.ts": "shim",
  "renovate.json": "shim",
  "tsconfig.json": "shim",
  ".github/workflows/osorganicai.yml": "managed",
  "public/robots.txt": "managed",
  "vercel.json": "managed",
};

/** The class of a file of a child, by its path relative to the child's folder, with `/`. */
export function classifyFile(path: string): FileClass {
  if (/^supabase\/migrations\/\d+_osorganicai_.+\.sql$/.test(path)) return "managed";
  return (Object.hasOwn(classes, path) && classes[path]) || "owned";
}
