import { expect, test } from "vitest";
import { createOutputWindow } from "./output-window.ts";

test("keeps a short output as it came, in whatever pieces", () => {
  const window = createOutputWindow(10);
  for (const piece of ["ab", "cde", "", "fghij"]) window.add(Buffer.from(piece));
  expect(window.text()).toBe("abcdefghij");
});

test("keeps both ends of a long output and says how much is missing", () => {
  const window = createOutputWindow(10);
  for (let letter = 0; letter < 26 * 100; letter += 1) window.add(Buffer.from([97 + (letter % 26)]));
  expect(window.text()).toBe("abcde\n… 2590 bytes left out …\nvwxyz");
  window.add(Buffer.from("!"));
  expect(window.text()).toBe("abcde\n… 2591 bytes left out …\nwxyz!");
});

test("has no NUL, because Postgres stores none", () => {
  const window = createOutputWindow(10);
  window.add(Buffer.from("a\0b"));
  expect(window.text()).toBe("a\uFFFDb");
});
