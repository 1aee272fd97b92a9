// What every package promises, one report per public module in its etc folder. With --update the reports are written.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const root = join(import.meta.dirname, "..");
const update = process.argv.includes("--update");
const changed: string[] = [];
/** The compiler and the linter speak about the sources; this only compares. */
const silent = { default: { logLevel: ExtractorLogLevel.None } };
for (const name of readdirSync(join(root, "packages")).toSorted()) {
  const manifest = readFileSync(join(root, "packages", name, "package.json"), "utf8");
  for (const [, module = ""] of manifest.matchAll(/"types": "\.\/dist\/(.+)\.d\.ts"/g)) compare(name, module);
}
if (changed.length > 0) {
  process.stdout.write(
    `${changed.join("\n")}\nWhen that is meant: pnpm update-api, and commit the reports.\n`,
  );
  process.exitCode = 1;
}

/** Compares, or writes, the report of `dist/<module>.d.ts`. */
function compare(name: string, module: string): void {
  const folder = join(root, "packages", name);
  const temporary = join(folder, "node_modules", ".cache", "api");
  mkdirSync(join(folder, "etc"), { recursive: true });
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, "dist", `${module}.d.ts`),
      newlineKind: "lf",
      compiler: { tsconfigFilePath: join(folder, "tsconfig.json") },
      apiReport: {
        enabled: true,
        reportFolder: join(folder, "etc"),
        reportTempFolder: temporary,
        reportFileName: `${module}.api.md`,
        includeForgottenExports: false,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: silent,
        extractorMessageReporting: silent,
        tsdocMessageReporting: silent,
      },
    },
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    messageCallback: (message) => {
      message.handled = true;
    },
  });
  rmSync(temporary, { recursive: true, force: true });
  if (apiReportChanged && !update)
    changed.push(`packages/${name}/etc/${module}.api.md is not what ${name} promises.`);
}
