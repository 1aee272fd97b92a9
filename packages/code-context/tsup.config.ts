import { defineBuild } from "../../tsup.base.ts";

// The worker is a file of its own, beside the bundle that starts it.
export default defineBuild({
  index: "src/index.ts",
  cli: "src/cli.ts",
  "context-worker": "src/context/context-worker.ts",
});
