import { writeFileSync } from "node:fs";
import { measureMerges } from "./measure-merges.ts";
import { createVersions } from "./template-versions.ts";
writeFileSync("/dev/shm/b.json", JSON.stringify(measureMerges(createVersions(10), 100)));
