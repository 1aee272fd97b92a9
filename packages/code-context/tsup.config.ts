import { defineBuild } from "../../tsup.base.ts";

export default defineBuild(["src/index.ts"]);
