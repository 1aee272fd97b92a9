import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ChildLock, listShippedMigrations } from "create-osorganicai";
import { expect, test } from "vitest";
import { createTestContext } from "../../test-support/create-test-context.ts";
import { writeFiles } from "../../test-support/make-repository.ts";
import { writeChild } from "../../test-support/write-child.ts";
import type { Check } from "../check.ts";
import { conflictsCheck } from "./conflicts.ts";
import { filesCheck } from "./files.ts";
import { migrationsCheck } from "./migrations.ts";
import { sqlCheck } from "./sql.ts";
import { workflowsCheck } from "./workflows.ts";

const all = [conflictsCheck, filesCheck, workflowsCheck, sqlCheck, migrationsCheck];
const workflow = ".github/workflows/osorganicai.yml";
const shim = "api/webhooks.ts";

async function openChild(lock: Partial<ChildLock> = {}) {
  const context = await createTestContext();
  const written = await writeChild(context.directory, { lock });
  const at = (path: string) => join(context.directory, path);
  const run = (check: Check) => check.run(context);
  const append = async (path: string, text: string) =>
    writeFile(at(path), `${await readFile(at(path), "utf8")}${text}`);
  return { ...context, written, at, run, append };
}

test("a child as it was written is well in every respect", async () => {
  const { run } = await openChild();
  for (const check of all) expect(await run(check), check.name).toMatchObject([{ severity: "ok" }]);
});

test("a folder that nobody spawned is not judged", async () => {
  const context = await createTestContext();
  for (const check of all.slice(1))
    expect(await check.run(context), check.name).toMatchObject([{ severity: "not_asked" }]);
});

test("a lock that is no lock is an error of its own", async () => {
  const { run, at } = await openChild();
  await writeFile(at(".osorganicai/lock.json"), "{");
  await expect(run(filesCheck)).rejects.toMatchObject({ code: "lock_invalid" });
});

test("a parked conflict is red, names the file and is no second finding elsewhere", async () => {
  const { run, directory, append } = await openChild();
  await append("vercel.json", "\n");
  await writeFiles(directory, {
    ".osorganicai/incoming/vercel.json": "<<<<<<< yours\n",
    [`.osorganicai/incoming/${workflow}`]: "",
  });
  const findings = await run(conflictsCheck);
  expect(findings.map(({ severity, parked }) => [severity, parked])).toEqual([
    ["error", [workflow]],
    ["error", ["vercel.json"]],
  ]);
  expect(findings[1]?.fix).toContain("osorganicai resolve vercel.json --keep");
  expect(await run(filesCheck)).toMatchObject([{ severity: "ok" }]);
});

test("a conflict stays one when its file is thrown away, and what was kept of an attempt is none", async () => {
  const { written } = await openChild();
  const vercel = {
    class: "managed",
    sha256: "",
    ...written.files["vercel.json"],
    parked: "some hash",
  } as const;
  const { run, directory } = await openChild({ files: { ...written.files, "vercel.json": vercel } });
  await writeFiles(directory, {
    ".osorganicai/incoming/tsconfig.json": "",
    ".osorganicai/incoming/tsconfig.json.edited": "",
    ".osorganicai/incoming/tsconfig.json.edited-2": "",
  });
  const findings = await run(conflictsCheck);
  expect(findings.map(({ parked }) => parked)).toEqual([["tsconfig.json"], ["vercel.json"]]);
  expect(findings[1]?.fix).toMatch(/was thrown away: pnpm exec osorganicai upgrade brings it back/);
});

test("git's conflict marks in the lock are told, and the rest is judged all the same", async () => {
  const { run, at } = await openChild();
  const text = await readFile(at(".osorganicai/lock.json"), "utf8");
  const conflict = text.replace(
    /^ {2}"version".*$/m,
    (line) => `<<<<<<< HEAD\n${line}\n=======\n${line}\n>>>>>>> other`,
  );
  await writeFile(at(".osorganicai/lock.json"), conflict);
  expect(await run(conflictsCheck)).toMatchObject([{ severity: "error", what: /git's conflict marks/ }]);
  expect(await run(workflowsCheck)).toMatchObject([{ severity: "ok" }]);
});

test("edits of a managed file are fine, those of a shim are not, and white space is no edit", async () => {
  const { run, append } = await openChild();
  await append(workflow, "# we like it slow\n");
  await append("tsconfig.json", "\n\n");
  await append(shim, "console.log('hello');\n");
  expect(await run(filesCheck)).toMatchObject([
    { severity: "ok", what: `${workflow} has edits of yours; upgrades merge them.` },
    { severity: "warning", what: `${shim} has edits of yours.` },
  ]);
  expect(await run(workflowsCheck)).toMatchObject([
    { severity: "ok", what: /osorganicai.yml is there, with edits of yours/ },
  ]);
});

test("a deleted workflow is missed, unless it was ejected", async () => {
  const { run, at, written } = await openChild();
  await rm(at(workflow));
  expect(await run(workflowsCheck)).toMatchObject([{ severity: "error", what: `${workflow} is missing.` }]);
  expect(await run(filesCheck)).toMatchObject([{ severity: "warning", what: `${workflow} was deleted.` }]);
  const record = written.files[workflow];
  const ejected = await openChild({
    files: { ...written.files, ...(record && { [workflow]: { ...record, mode: "ejected" } }) },
  });
  await rm(ejected.at(workflow));
  expect(await ejected.run(workflowsCheck)).toMatchObject([{ severity: "ok", what: /is yours/ }]);
  expect(await ejected.run(filesCheck)).toMatchObject([
    { severity: "ok", what: `${workflow} is yours: it was ejected.` },
  ]);
});

test("a file that this version writes otherwise is not up to date", async () => {
  const { run, at, written } = await openChild();
  const { hashContent } = await import("create-osorganicai");
  await writeFile(at(shim), "export {};\n");
  const old = { class: "shim", sha256: hashContent("export {};\n") } as const;
  await writeFile(
    at(".osorganicai/lock.json"),
    JSON.stringify({ ...written, files: { ...written.files, [shim]: old } }),
  );
  expect(await run(filesCheck)).toMatchObject([
    { severity: "warning", what: `${shim} is not the one of this version.` },
  ]);
});

test("SQL of ours that was edited, deleted or moved is an error", async () => {
  const { run, at, append, written } = await openChild();
  const [first = "", second = "", third = ""] = Object.values(written.sql).map(
    (name) => `supabase/migrations/${name}`,
  );
  await append(first, "drop table deliveries;\n");
  await rm(at(second));
  await rename(at(third), at(third.replace(/\d{14}/, "20200101000000")));
  const findings = await run(sqlCheck);
  expect(findings.map(({ what }) => what)).toEqual([
    `${first} was edited.`,
    `${second} is missing.`,
    `${third} is missing.`,
  ]);
});

test("a number that two files have, an order that does not hold and SQL that is not written yet", async () => {
  const { run, at, written } = await openChild();
  const [[upstream, name], [other, later]] = Object.entries(written.sql) as [
    [string, string],
    [string, string],
  ];
  await writeFile(at(`supabase/migrations/${name.slice(0, 14)}_mine.sql`), "select 1;\n");
  const { [upstream]: _, [other]: __, ...rest } = written.sql;
  const last = Object.keys(rest).at(-1) ?? "";
  const { [last]: gone, ...kept } = rest;
  const lock = { ...written, sql: { ...kept, [upstream]: later, [other]: name } };
  await writeFile(at(".osorganicai/lock.json"), JSON.stringify(lock));
  const says = (await run(sqlCheck)).map(({ what }) => what);
  expect(says).toEqual([
    `supabase/migrations/${name} comes before a file that must be applied first.`,
    `Two files of supabase/migrations begin with ${name.slice(0, 14)}.`,
    `This version ships SQL that is not here yet: ${last}.`,
  ]);
  expect(gone).toBeDefined();
});

test("a migration that failed, or was never applied, is an error", async () => {
  const failed = await openChild({ failed: ["@osorganicai/core#rename"] });
  expect(await failed.run(migrationsCheck)).toMatchObject([
    { severity: "error", what: "The migration @osorganicai/core#rename failed." },
  ]);
  const pending = await openChild({ applied: [] });
  const shipped = listShippedMigrations();
  const [finding] = await pending.run(migrationsCheck);
  expect(finding?.severity).toBe(shipped.length === 0 ? "ok" : "error");
  expect(finding?.what).toContain(shipped[0] ?? "none is missing");
});

test("an upgrade that was killed, and what it left to do, is told", async () => {
  const { run, directory } = await openChild();
  await writeFiles(directory, { ".osorganicai/todo/core-rename.md": "# Rename it\n" });
  expect(await run(migrationsCheck)).toMatchObject([
    { severity: "warning", what: "Something is left to do: .osorganicai/todo/core-rename.md." },
  ]);
  await writeFiles(directory, { ".osorganicai/pending.json": "{}" });
  expect(await run(migrationsCheck)).toMatchObject([{ severity: "error", what: /was interrupted/ }]);
});
