// Copies what a child is made of into the package, and writes down what only the workspace knows.
import { cpSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { templatesFolder } from "../src/templates-folder.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const store = dirname(fileURLToPath(import.meta.resolve("@osorganicai/store/package.json")));

rmSync(templatesFolder, { recursive: true, force: true });
// Without what working on them leaves behind.
const filter = (source: string) => !/\/(node_modules|\.osorganicai|\.turbo)$/.test(source);
cpSync(join(root, "templates/child-template"), join(templatesFolder, "child"), { recursive: true, filter });
cpSync(join(root, "templates/vercel-configs/vercel.json"), join(templatesFolder, "child/vercel.json"));
for (const domain of readdirSync(join(root, "templates/agent-configs"), { withFileTypes: true }))
  if (domain.isDirectory() && domain.name !== "node_modules")
    cpSync(join(domain.parentPath, domain.name), join(templatesFolder, "domains", domain.name), {
      recursive: true,
    });
cpSync(join(store, "migrations"), join(templatesFolder, "sql"), { recursive: true });
cpSync(join(root, "templates/github-workflows"), join(templatesFolder, "workflows"), {
  recursive: true,
  filter: (source) => !source.endsWith(".md"),
});
writeJson("versions.json", readVersions());
writeJson("migrations.json", readMigrationIds());

/** Third-party packages of a child, at the versions that this repository is tested with. */
function readVersions(): Readonly<Record<string, string>> {
  const { catalog } = parse(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")) as {
    readonly catalog: Readonly<Record<string, string>>;
  };
  const { packageManager } = readJson(join(root, "package.json")) as { readonly packageManager: string };
  // What is an alias here has its real name in a child.
  const versions = Object.entries(catalog).map(([name, version]) => [name, version.replace(/^npm:.*@/, "")]);
  return { ...Object.fromEntries(versions), pnpm: packageManager.replace("pnpm@", "") };
}

/** `<package>#<id>` of every migration in the packages. */
function readMigrationIds(): readonly string[] {
  return globSync("packages/*/migrations.json", { cwd: root })
    .flatMap((path) => {
      const { name } = readJson(join(root, dirname(path), "package.json")) as { readonly name: string };
      const { migrations } = readJson(join(root, path)) as {
        readonly migrations: readonly { readonly id: string }[];
      };
      return migrations.map(({ id }) => `${name}#${id}`);
    })
    .toSorted();
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function writeJson(name: string, value: unknown): void {
  writeFileSync(join(templatesFolder, name), `${JSON.stringify(value, undefined, 2)}\n`);
}
