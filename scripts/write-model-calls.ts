// Writes docs/model-calls.md. Call it with `pnpm docs:model-calls`, which builds first.
import { writeFileSync } from "node:fs";
import { allModelCalls, renderModelCalls } from "./render-model-calls.ts";

writeFileSync("docs/model-calls.md", renderModelCalls(allModelCalls));
