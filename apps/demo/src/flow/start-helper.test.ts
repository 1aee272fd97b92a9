import { expect, test } from "vitest";
import { startHelper } from "./start-helper.ts";

const broken = {
  entry: "double-main.ts",
  options: { scriptModule: "/nowhere/script.ts" },
} as const;

test("a helper that cannot start says why, in its own words", async () => {
  await expect(startHelper({ ...broken, signal: undefined })).rejects.toThrow(
    /^Cannot find module '\/nowhere\/script\.ts'/,
  );
});

test("a helper is not waited for when nobody wants it any more", async () => {
  const controller = new AbortController();
  const starting = startHelper({ ...broken, signal: controller.signal });
  controller.abort(new Error("never mind"));
  await expect(starting).rejects.toThrow("never mind");
  await expect(startHelper({ ...broken, signal: controller.signal })).rejects.toThrow("never mind");
});
