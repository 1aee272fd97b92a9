import { defineBuild } from "../../tsup.base.ts";

export default defineBuild([
  "src/index.ts",
  "src/local.ts",
  "src/migrations.ts",
  "src/postgres.ts",
  "src/rest.ts",
]);
