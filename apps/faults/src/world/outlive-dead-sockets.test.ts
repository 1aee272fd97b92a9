import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const module = pathToFileURL(join(import.meta.dirname, "outlive-dead-sockets.ts")).href;

test("a connection that is reset while nobody listens ends nothing", async () => {
  expect(
    await run(`
      const server = createServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
      await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
      const socket = connect(server.address().port, "127.0.0.1");
      socket.write("a question");
      while (!socket.destroyed) await new Promise((resolve) => setTimeout(resolve, 10));
      process.exit(0);
    `),
  ).toEqual({ exitCode: 0, complaint: "" });
});

test("any other error that nobody expects is told and ends the process", async () => {
  const { exitCode, complaint } = await run(`
    setTimeout(() => { throw new Error("a defect"); }, 1);
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  `);
  expect(exitCode).toBe(1);
  expect(complaint).toContain("Error: a defect");
});

/** In a process of its own, because it is one that ends. */
async function run(code: string): Promise<{ readonly exitCode: number; readonly complaint: string }> {
  const program = `
    import { connect, createServer } from "node:net";
    import { outliveDeadSockets } from ${JSON.stringify(module)};
    outliveDeadSockets();
    ${code}
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (text) => (complaint += String(text)));
  const [exitCode] = await once(child, "close");
  return { exitCode: exitCode as number, complaint };
}
