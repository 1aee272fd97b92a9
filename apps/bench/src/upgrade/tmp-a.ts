import { writeFileSync } from "node:fs";
import { measureUpgrades } from "./measure-upgrades.ts";
import { createVersions } from "./template-versions.ts";
writeFileSync("/dev/shm/a.json", JSON.stringify(await measureUpgrades(createVersions(10), 100)));
