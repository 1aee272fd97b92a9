import { defineBuild } from "../../tsup.base.ts";

export default defineBuild([
  "src/index.ts",
  "src/webhooks.ts",
  "src/health.ts",
  "src/drain.ts",
  "src/testing.ts",
]);
