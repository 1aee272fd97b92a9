import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { assertPublished } from "../../../../scripts/assert-published.ts";
import { runProgram } from "../run-program.ts";
import { programOf, storyWith, useFleet } from "./story.ts";

const story = storyWith();

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package as the registry serves it. */
async function view(name: string, version: string): Promise<Manifest> {
  const response = await fetch(`${useFleet().registry.url}${name.replace("/", "%2f")}/${version}`);
  return (await response.json()) as Manifest;
}

const isOurs = (name: string) => name.startsWith("@osorganicai/") || /^(create-)?osorganicai$/.test(name);

story("every release has all packages, in one version, whatever changed", async () => {
  const { names, versions, registry } = useFleet();
  // The first may be a snapshot: `1.4.0-canary.20261127203548`.
  const [number = ""] = versions.first.split(".");
  expect(versions.minor).toMatch(new RegExp(`^${number}\\.\\d+\\.0$`));
  expect(versions.major).toBe(`${Number(number) + 1}.0.0`);
  for (const version of Object.values(versions))
    expect(await assertPublished({ names, version, registry: registry.url })).toEqual([]);
});

story(
  "a package asks for its siblings in its own version, and for what is shared as a peer of its major",
  async () => {
    const { names, versions } = useFleet();
    for (const version of Object.values(versions))
      for (const name of names) {
        const { dependencies = {}, peerDependencies = {} } = await view(name, version);
        for (const [sibling, range] of Object.entries(dependencies).filter(([other]) => isOurs(other)))
          expect.soft(range, `${name} depends on ${sibling}`).toBe(version);
        for (const [sibling, range] of Object.entries(peerDependencies).filter(([other]) => isOurs(other)))
          expect.soft(range, `${name} has the peer ${sibling}`).toBe(`^${version}`);
      }
  },
);

story("what is missing from the registry is named", async () => {
  const { names, registry } = useFleet();
  const missing = await assertPublished({ names, version: "999.0.0", registry: registry.url });
  expect(missing).toEqual(names.map((name) => `${name}@999.0.0 is not on the registry.`));
});

story("the migrations of a major release are in its package", async () => {
  const { folder, versions, registry, environment } = useFleet();
  const place = await mkdtemp(join(folder, "view-"));
  execFileSync("npm", ["pack", `@osorganicai/agents-po@${versions.major}`, "--registry", registry.url], {
    cwd: place,
    env: environment,
    stdio: "pipe",
  });
  const [file = ""] = await readdir(place);
  const paths = execFileSync("tar", ["-tzf", join(place, file)], { encoding: "utf8" });
  expect(paths).toContain("package/migrations.json");
  expect(paths).toContain("package/upgrades/");
});

story(
  "the bill of materials names what comes with our packages, and is made as release.yml makes it",
  async () => {
    const { folder, environment } = useFleet();
    const root = join(import.meta.dirname, "..", "..", "..", "..");
    const file = join(folder, "sbom.cdx.json");
    const command = `--filter './packages/*' sbom --prod --sbom-format cyclonedx --lockfile-only --out`;
    expect(await readFile(join(root, ".github/workflows/release.yml"), "utf8")).toContain(command);
    const arguments_ = [...command.replaceAll("'", "").split(" "), file];
    await runProgram([programOf("pnpm"), ...arguments_], { cwd: root, environment });
    const { bomFormat, components } = JSON.parse(await readFile(file, "utf8"));
    expect(bomFormat).toBe("CycloneDX");
    const names = components.map(({ purl }: { readonly purl: string }) => purl.replace(/@[^@]+$/, ""));
    expect(names).toEqual(
      expect.arrayContaining(["pkg:npm/pino", "pkg:npm/%40octokit/rest", "pkg:npm/commander"]),
    );
    expect(names).not.toContain("pkg:npm/turbo");
  },
);
