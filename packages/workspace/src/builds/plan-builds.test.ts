import { expect, test } from "vitest";
import type { MonorepoPackage } from "./monorepo-package.ts";
import { planBuilds } from "./plan-builds.ts";

const define = (name: string, ...dependsOn: string[]): MonorepoPackage => ({
  folder: `packages/${name}`,
  outputs: [{ from: `/tree/packages/${name}/dist`, to: `packages/${name}/dist` }],
  dependsOn: dependsOn.map((other) => `packages/${other}`),
  build: "npm run build",
});
// Not in an order in which they could be built.
const packages = [define("app", "ui", "core"), define("ui", "core"), define("core"), define("docs")];

test.for<[string, readonly string[], readonly string[]]>([
  ["nothing", [], []],
  ["a package that nobody needs", ["packages/docs/readme.md"], ["docs"]],
  ["one in the middle", ["packages/ui/src/a.ts"], ["ui", "app"]],
  ["one that all need", ["packages/core/src/a.ts"], ["core", "ui", "app"]],
  ["a file of no package", ["tsconfig.base.json"], ["core", "ui", "app", "docs"]],
])(
  "when %s changed, what is made of it is built again, in order, and the rest is copied",
  ([, changed, built]) => {
    const plan = planBuilds(packages, changed);
    const names = (entries: readonly MonorepoPackage[]) => entries.map(({ folder }) => folder.split("/")[1]);
    expect(names(plan.build)).toEqual(built);
    expect(names(plan.copy)).toEqual(["app", "ui", "core", "docs"].filter((name) => !built.includes(name)));
  },
);

test("a changed package that nobody can build is not there at all", () => {
  const plan = planBuilds([{ ...define("core"), build: undefined }], ["packages/core/a.ts"]);
  expect(plan).toEqual({ copy: [], build: [] });
});

test("a package without builds hands a change on to those that need it", () => {
  const source = { ...define("core"), outputs: [] };
  const plan = planBuilds([source, define("ui", "core")], ["packages/core/a.ts"]);
  expect(plan.build.map(({ folder }) => folder)).toEqual(["packages/ui"]);
});

test("packages that need each other are built once each", () => {
  const circle = [define("a", "b"), define("b", "a")];
  expect(planBuilds(circle, ["packages/a/x.ts"]).build).toHaveLength(2);
});
