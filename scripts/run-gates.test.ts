import { expect, test } from "vitest";
import { runGates } from "./run-gates.ts";

const silent = { atOnce: 2, onEnd: () => {} };

test("every gate runs, whatever the others say, and results keep the gates' order", async () => {
  const ended: string[] = [];
  const results = await runGates(
    [
      { name: "broken", command: "echo wrong; echo very wrong >&2; exit 3" },
      { name: "fine", command: "true" },
      { name: "absent", command: "no-such-program-of-ours" },
    ],
    { atOnce: 1, onEnd: ({ name }) => ended.push(name) },
  );
  expect(results.map(({ name, passed }) => [name, passed])).toEqual([
    ["broken", false],
    ["fine", true],
    ["absent", false],
  ]);
  expect(results[0]?.output).toBe("wrong\nvery wrong\n");
  expect(ended).toEqual(["broken", "fine", "absent"]);
});

test("a gate that is ended by a signal has not passed", async () => {
  const [result] = await runGates([{ name: "killed", command: "kill -9 $$" }], silent);
  expect(result?.passed).toBe(false);
});
