import { expect, test } from "vitest";
import { findChangedRunners } from "./find-changed-runners.ts";

const scripts = {
  start: "node src/server.ts",
  pretest: "sh tools/prepare.sh",
  test: "npm run check:types && cross-env CI=1 node --import ./tools/setup.js tools/run-tests",
  "check:types": "./tools/types.sh",
  lint: 'node "scripts/lint.mjs"',
  unit: "node --test --require=./tools/hooks.cjs src/unit.js",
};
const changed = (commands: readonly string[], ...paths: string[]) =>
  findChangedRunners({ commands, scripts, paths }).map((sentence) => sentence.split(" ")[0]);

test.for([
  ["npm run lint", "scripts/lint.mjs"],
  ["npm run test", "tools/run-tests.js"],
  ["npm run test", "tools/setup.js"],
  ["npm run test", "tools/prepare.sh"],
  ["npm run test", "tools/types.sh"],
  ["pnpm run unit", "tools/hooks.cjs"],
  ["python3 tools/check.py --fast", "tools/check.py"],
  ["./check.sh", "check.sh"],
])("%s runs %s, so a change of it is refused", ([command, path]) => {
  expect(changed([command ?? ""], path ?? "")).toEqual([path]);
});

test("what the checks only test, and what other scripts run, may change", () => {
  expect(
    changed(["npm run test", "npm run unit"], "src/server.ts", "src/unit.js", "scripts/lint.mjs"),
  ).toEqual([]);
  expect(findChangedRunners({ commands: ["node test/run.js"], scripts: {}, paths: ["test/run.js"] })).toEqual(
    [],
  );
});
