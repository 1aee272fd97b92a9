/** A published manifest, as far as its shape is concerned. */
export interface PublishedManifest {
  readonly name: string;
  readonly version?: string;
  /** Where upgrades of children look for what this package needs to be changed in them. */
  readonly osorganicai?: { readonly migrations?: string };
  readonly engines?: { readonly node?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
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
const installScripts = ["preinstall", "install", "postinstall", "prepare"];

/**
 * Pure: what is wrong with a package as npm would serve it, one sentence each.
 * @param paths of the tarball's files, each beginning with `package/`
 */
export function findPackageProblems(
  manifest: PublishedManifest,
  paths: readonly string[],
): readonly string[] {
  const { name, version, engines, scripts = {}, dependencies = {}, peerDependencies = {} } = manifest;
  const files = paths.map((path) => path.replace(/^package\//, ""));
  const allowed = [...usual, ...(more[name] ?? [])];
  const isAllowed = (file: string) =>
    allowed.some((entry) => (entry.endsWith("/") ? file.startsWith(entry) : file === entry));
  const local = Object.entries({ ...dependencies, ...peerDependencies }).filter(([, range]) =>
    /^(workspace|catalog|link|file):/.test(range),
  );
  const needed = [
    ...(manifest.osorganicai?.migrations === undefined ? [] : ["migrations.json"]),
    ...(name === "create-osorganicai" ? templates : []),
  ];
  return [
    ...required.filter((file) => !files.includes(file)).map((file) => `${name}: ${file} is missing.`),
    ...needed.filter((file) => !files.includes(file)).map((file) => `${name}: ${file} is missing.`),
    ...Object.entries(dependencies)
      .filter(([other, range]) => isSibling(other) && !shared.includes(other) && range !== version)
      .map(([other]) => `${name}: ${other} must be "workspace:*", so that all of a child has one version.`),
    ...files.filter((file) => !isAllowed(file)).map((file) => `${name}: ${file} must not be published.`),
    ...installScripts
      .filter((script) => script in scripts)
      .map((script) => `${name}: has a script ${script}.`),
    ...local.map(([other, range]) => `${name}: nobody can install ${other}@${range}.`),
    ...shared
      .filter((other) => other in dependencies)
      .map((other) => `${name}: ${other} must be a peer dependency, so that there is one copy.`),
    ...(engines?.node ? [] : [`${name}: engines.node is missing.`]),
  ];
}
