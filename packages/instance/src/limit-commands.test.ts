import { defineConfig } from "@osorganicai/core";
import { parseConfig } from "@osorganicai/core/config";
import { expect, test } from "vitest";
import { limitCommands } from "./limit-commands.ts";

test.for([
  [undefined, 300_000, 600],
  [20, 20_000, 600],
  [3600, 3_600_000, 7200],
] as const)(
  "commands of %s seconds end after %i ms or %i s of computing",
  ([commandSeconds, commandMs, cpuSeconds]) => {
    const config = defineConfig({ name: "shop", limits: { ...(commandSeconds && { commandSeconds }) } });
    expect(limitCommands(parseConfig(config))).toEqual({ commandMs, cpuSeconds });
  },
);
