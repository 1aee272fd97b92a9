import { expect, test } from "vitest";
import { z } from "zod";
import { toolSchema } from "./tool-schema.ts";

test("a tool is described by what the model has to send, before defaults and transforms", () => {
  const input = z.object({
    path: z.string().describe("Relative."),
    lines: z.number().default(10),
    tags: z.string().transform((text) => text.split(",")),
  });
  expect(toolSchema("read", "Reads.", input)).toEqual({
    type: "function",
    function: {
      name: "read",
      description: "Reads.",
      parameters: {
        type: "object",
        properties: {
          path: { type: "string", description: "Relative." },
          lines: { type: "number", default: 10 },
          tags: { type: "string" },
        },
        required: ["path", "tags"],
      },
    },
  });
});

test("what providers refuse as a tool's input is refused here, by name", () => {
  const either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
  for (const input of [either, z.string(), z.array(z.string())])
    expect(() => toolSchema("verdict", "", input)).toThrow("The schema of verdict must be an object.");
});
