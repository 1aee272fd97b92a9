import { defineBuild } from "../../tsup.base.ts";

export default defineBuild(["src/index.ts", "src/bin.ts", "src/doctor/agents/inspect-main.ts"]);
