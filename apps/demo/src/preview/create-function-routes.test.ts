import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFunctionRoutes } from "./create-function-routes.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "functions-"));
  await mkdir(join(directory, "api"));
  await writeFile(
    join(directory, "api", "hello.ts"),
    'export const GET = async () => new Response("hello");\n',
  );
});
afterAll(() => rm(directory, { recursive: true }));

const rewrite = (source: string, destination: string) =>
  writeFile(join(directory, "vercel.json"), JSON.stringify({ rewrites: [{ source, destination }] }));

test("a function answers at its own address and at those that are rewritten to it", async () => {
  await rewrite("/greeting", "/api/hello");
  const answer = await createFunctionRoutes(directory);
  for (const path of ["/api/hello", "/greeting"])
    expect(await (await answer(new Request(`http://localhost${path}`))).text()).toBe("hello");
});

test.for([
  ["/greeting", "/api/goodbye"],
  ["/api/:name", "/api/hello"],
] as const)("a rewrite from %s to %s is refused instead of being ignored", async ([source, destination]) => {
  await rewrite(source, destination);
  await expect(createFunctionRoutes(directory)).rejects.toThrow(
    `vercel.json rewrites ${source} to ${destination}, which is not served here.`,
  );
});
