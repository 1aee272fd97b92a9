import { expect, test } from "vitest";
import { readOpenApi } from "../openapi/read-openapi.ts";
import { operations } from "./operations.ts";

test("the extract of GitHub's description holds exactly what the twin serves", () => {
  const described = readOpenApi().operations.map(({ id }) => id);
  expect(described.sort()).toEqual(Object.keys(operations).sort());
});
