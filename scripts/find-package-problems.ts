/** A published manifest, as far as its shape is concerned. */
export interface PublishedManifest {
  readonly name: string;
  readonly version: string;
  /** Where upgrades of children look for what this package needs to be changed in them. */
  readonly osorganicai?: { readonly migrations?: string };
  readonly engines?: { readonly node?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** Every tarball has these and nothing else. CHANGELOG.md comes with the first release, migrations with the first that breaks. */
const required = ["package.json", "README.md", "LICENSE"];
const usual = [...required, "CHANGELOG.md", "dist/", "migrations.json", "upgrades/"];
/** What some need at run time beside their code, and why it is a file of its own. */
const more: Readonly<Record<string, readonly string[]>> = {
  "@osorganicai/store": ["migrations/"], // numbered SQL, which people also copy to supabase/migrations
  "@osorganicai/worker": ["sql/"], // enqueue_run, applied by migrate
  "@osorganicai/instance": ["tsconfig.child.json"], // what a child's tsconfig.json extends
  "@osorganicai/testing": ["data/"], // GitHub's API description, a public subpath
};
/** What there must be one copy of, because its types, or objects that know their kind, pass between packages. */
const shared = ["@osorganicai/core", "@langchain/core", "zod"];
/** What belongs to one release is installed as one: another version of a sibling was never tried with it. */
const isSibling = (name: string) => name.startsWith("@osorganicai/") || /^(create-)?osorganicai$/.test(name);
/** What a child is written from. npm leaves `.gitignore` out of every package, hence its other name. */
const templates = [
  "child/_gitignore",
  "child/.env.example",
  "child/vercel.json",
  "migrations.json",
  "versions.json",
].map((file) => `dist/templates/${file}`);
/** What npm and pnpm run by themselves for whoever installs. https://docs.npmjs.com/cli/using-npm/scripts */
const installScripts = ["preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare"];

/**
 * Pure: what is wrong with a package as npm would serve it, one sentence each.
 * @param paths of the tarball's files, each beginning with `package/`
 */
export function findPackageProblems(
  manifest: PublishedManifest,
  paths: readonly string[],
): readonly string[] {
  const problems = [...findFileProblems(manifest, paths), ...findManifestProblems(manifest)];
  return problems.map((problem) => `${manifest.name}: ${problem}`);
}

function findFileProblems(
  { name, version, osorganicai }: PublishedManifest,
  paths: readonly string[],
): readonly string[] {
  const files = paths.map((path) => path.replace(/^package\//, ""));
  const allowed = [...usual, ...(more[name] ?? [])];
  const isAllowed = (file: string) =>
    allowed.some((entry) => (entry.endsWith("/") ? file.startsWith(entry) : file === entry));
  // The first release writes it.
  const changelog = version === "0.0.0" ? [] : ["CHANGELOG.md"];
  const migrations = osorganicai?.migrations === undefined ? [] : ["migrations.json"];
  const due = [...required, ...changelog, ...migrations, ...(name === "create-osorganicai" ? templates : [])];
  return [
    ...due.filter((file) => !files.includes(file)).map((file) => `${file} is missing.`),
    ...files.filter((file) => !isAllowed(file)).map((file) => `${file} must not be published.`),
  ];
}

function findManifestProblems(manifest: PublishedManifest): readonly string[] {
  const { engines, scripts = {}, dependencies = {}, optionalDependencies = {} } = manifest;
  const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
  const installed = { ...dependencies, ...optionalDependencies };
  const local = Object.entries({ ...installed, ...peerDependencies }).filter(([, range]) =>
    /^(workspace|catalog|link|file):/.test(range),
  );
  return [
    ...installScripts.filter((script) => script in scripts).map((script) => `has a script ${script}.`),
    ...Object.entries(dependencies)
      .filter(([other, range]) => isSibling(other) && !shared.includes(other) && range !== manifest.version)
      .map(([other]) => `${other} must be "workspace:*", so that all of a child has one version.`),
    ...local.map(([other, range]) => `nobody can install ${other}@${range}.`),
    ...shared
      .filter((other) => other in installed)
      .map((other) => `${other} must be a peer dependency, so that there is one copy.`),
    ...shared
      .filter((other) => peerDependenciesMeta[other]?.optional)
      .map((other) => `${other} must not be optional: nothing works without it.`),
    ...Object.keys(peerDependenciesMeta)
      .filter((other) => !(other in peerDependencies))
      .map((other) => `${other} is called optional and is no peer dependency.`),
    ...(engines?.node ? [] : ["engines.node is missing."]),
  ];
}
