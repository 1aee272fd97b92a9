import { defineBuild } from "../../tsup.base.ts";

export default defineBuild(["src/index.ts", "src/code.ts", "src/config.ts", "src/logging.ts"]);
