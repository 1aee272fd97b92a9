import { expect, test } from "vitest";
import { valuesOf } from "../test-support/values-of.ts";

const files = {
  "src/all.ts":
    "export const ticket = () => 'a refund of a late ticket, a late refund, refund ticket late';\n",
  "src/some.ts": "export const refund = () => 'money';\n",
  "src/none.ts": "export const weather = () => 'rain';\n",
};
const text = "Late refund of a ticket";

test("a file that has every word leaves the next one its place, however far behind its score is", async () => {
  const scores = await valuesOf(files, "chunkBest", text);
  expect(scores["src/some.ts"]).toBeLessThan(0.5);
  expect(await valuesOf(files, "chunkBestPlace", text)).toEqual({
    "src/all.ts": 1,
    "src/some.ts": expect.closeTo(0.8),
  });
});

test("files that answer equally well have one place", async () => {
  const twins = {
    "src/a.ts": "export const refund = 1;\n",
    "src/b.ts": "export const refund = 2;\n",
    "src/c.ts": "",
  };
  const places = await valuesOf(twins, "chunkBestPlace", "refund");
  expect(places).toEqual({ "src/a.ts": 1, "src/b.ts": 1 });
});
