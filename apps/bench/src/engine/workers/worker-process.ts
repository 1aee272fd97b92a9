/** What a worker is told by its parent, and how it answers: a line at a time. Ends with its parent. */
export const databaseUrl: string = process.env["DATABASE_URL"] ?? "";
export const concurrency: number = Number(process.env["CONCURRENCY"]);

/** For the parent. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.on("disconnect", () => process.exit(0));
