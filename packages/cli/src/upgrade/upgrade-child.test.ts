import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { parseLock } from "create-osorganicai";
import { expect, onTestFinished, test } from "vitest";
import {
  createRelease,
  type FakeRelease,
  type Files,
  makeChild,
  makeMigration,
  readFileOf,
  readFiles,
  removeFolders,
  writeFiles,
} from "../test-support/make-child.ts";
import { resolveFile } from "./files/resolve-file.ts";
import { needs, renderReport } from "./report/render-report.ts";
import { type UpgradeOptions, upgradeChild } from "./upgrade-child.ts";

const now = new Date("2026-11-27T12:00:00Z");
const workflow = (version: number, minutes = 15) =>
  `name: CI\non: push\njobs:\n  check:\n    timeout-minutes: ${minutes}\n    steps:\n      - uses: checkout@v${version}\n`;
const one: FakeRelease = {
  version: "1.0.0",
  files: { "ci.yml": workflow(4), "vercel.json": '{ "a": 1 }\n', "api/webhooks.ts": "export 1;\n" },
};
const two: FakeRelease = { version: "2.0.0", files: { ...one.files, "ci.yml": workflow(5) } };

/** A child of version 1, edited. */
function child({ edits = {}, release = one }: { edits?: Files; release?: FakeRelease } = {}): string {
  const root = makeChild(createRelease(release), edits);
  onTestFinished(() => removeFolders(root));
  return root;
}

function upgrade(root: string, release: FakeRelease = two, more: Partial<UpgradeOptions> = {}) {
  return upgradeChild({ root, release: createRelease(release), now, ...more });
}

const lockOf = (root: string) => parseLock(readFileOf(root, ".osorganicai/lock.json") ?? "");
const outcomeOf = ({ files }: Awaited<ReturnType<typeof upgrade>>, path: string) =>
  files.find((file) => file.path === path)?.outcome;

test("what nobody touched is brought up to date, and a second run changes nothing", async () => {
  const root = child();
  const result = await upgrade(root);
  expect(outcomeOf(result, "ci.yml")).toBe("overwrite");
  expect(readFileOf(root, "ci.yml")).toBe(workflow(5));
  expect(lockOf(root).version).toBe("2.0.0");
  const files = readFiles(root);
  expect((await upgrade(root)).changed).toEqual([]);
  expect(readFiles(root)).toEqual(files);
});

test("an edit elsewhere in the file stays, and what is new is in it", async () => {
  const root = child({ edits: { "ci.yml": workflow(4, 45) } });
  expect(outcomeOf(await upgrade(root), "ci.yml")).toBe("merged");
  expect(readFileOf(root, "ci.yml")).toBe(workflow(5, 45));
});

test("a conflict leaves the user's file and its base alone, and waits beside it", async () => {
  const root = child({ edits: { "ci.yml": workflow(3) } });
  const before = readFiles(root);
  const result = await upgrade(root);
  expect(outcomeOf(result, "ci.yml")).toBe("conflict");
  expect(needs(result)).toEqual([expect.stringContaining("**Conflict** in `ci.yml`")]);
  const after = readFiles(root);
  expect(after["ci.yml"]).toBe(workflow(3));
  expect(after[".osorganicai/base/ci.yml"]).toBe(before[".osorganicai/base/ci.yml"]);
  expect(lockOf(root).files["ci.yml"]?.sha256).toBe(
    parseLock(before[".osorganicai/lock.json"] ?? "").files["ci.yml"]?.sha256,
  );
  expect(after[".osorganicai/incoming/ci.yml"]).toContain("<<<<<<< yours\n      - uses: checkout@v3\n");
  expect((await upgrade(root)).changed).toEqual([]);
});

test("a conflict whose cause is gone takes what waited with it", async () => {
  const root = child({ edits: { "ci.yml": workflow(3) } });
  await upgrade(root);
  writeFiles(root, { "ci.yml": workflow(5, 30) });
  await upgrade(root);
  expect(readFileOf(root, "ci.yml")).toBe(workflow(5, 30));
  expect(readFileOf(root, ".osorganicai/incoming/ci.yml")).toBeUndefined();
});

test("what a person made of a parked conflict is kept when something newer is parked", async () => {
  const root = child({ edits: { "ci.yml": workflow(3) } });
  await upgrade(root);
  writeFiles(root, { ".osorganicai/incoming/ci.yml": "half done\n" });
  expect((await upgrade(root)).changed).toEqual([]);
  await upgrade(root, { version: "3.0.0", files: { ...two.files, "ci.yml": workflow(6) } });
  expect(readFileOf(root, ".osorganicai/incoming/ci.yml.edited")).toBe("half done\n");
  expect(readFileOf(root, ".osorganicai/incoming/ci.yml")).toContain("checkout@v6");
});

test("of two attempts at a conflict none is lost, and both go when it is resolved", async () => {
  const root = child({ edits: { "ci.yml": workflow(3) } });
  const incoming = ".osorganicai/incoming/ci.yml";
  const ship = (version: number) => ({
    version: `${version}.0.0`,
    files: { "ci.yml": workflow(version + 3) },
  });
  for (const version of [2, 3, 4]) {
    await upgrade(root, ship(version));
    if (version < 4) writeFiles(root, { [incoming]: `attempt ${version}\n` });
  }
  expect(readFileOf(root, `${incoming}.edited`)).toBe("attempt 2\n");
  expect(readFileOf(root, `${incoming}.edited-2`)).toBe("attempt 3\n");
  resolveFile(root, "ci.yml", "keep", createRelease(ship(4)));
  expect(Object.keys(readFiles(root)).filter((path) => path.startsWith(incoming))).toEqual([]);
});

test("a script that is brought up to date stays executable", async () => {
  const root = child();
  chmodSync(join(root, "ci.yml"), 0o775);
  await upgrade(root);
  expect(readFileOf(root, "ci.yml")).toBe(workflow(5));
  expect(statSync(join(root, "ci.yml")).mode & 0o777).toBe(0o775);
});

test("a report that cannot be written is said before anything else is", async () => {
  const root = child();
  const before = readFiles(root);
  await expect(upgrade(root, two, { report: "/tmp/report.md" })).rejects.toThrow(
    'The report cannot be written: "/tmp/report.md" is absolute. Name a file by its path in the child, such as .osorganicai/UPGRADE.md.',
  );
  expect(readFiles(root)).toEqual(before);
});

test("a deleted file stays deleted, in this version and in the next", async () => {
  const root = child();
  rmSync(join(root, "ci.yml"));
  expect(outcomeOf(await upgrade(root), "ci.yml")).toBe("eject");
  expect(lockOf(root).files["ci.yml"]).toMatchObject({ mode: "ejected", reason: "deleted" });
  await upgrade(root, { version: "3.0.0", files: { ...two.files, "ci.yml": workflow(6) } });
  expect(readFileOf(root, "ci.yml")).toBeUndefined();
});

test("an ejected file is left alone, and its report says what it would have got", async () => {
  const root = child({ edits: { "ci.yml": "mine: true\n" } });
  const lock = lockOf(root);
  const files = {
    ...lock.files,
    "ci.yml": { class: "managed", sha256: lock.files["ci.yml"]?.sha256 ?? "", mode: "ejected" },
  };
  writeFiles(root, { ".osorganicai/lock.json": JSON.stringify({ ...lock, files }) });
  const result = await upgrade(root);
  expect(outcomeOf(result, "ci.yml")).toBe("leave");
  expect(readFileOf(root, "ci.yml")).toBe("mine: true\n");
  expect(renderReport(result)).toContain("-      - uses: checkout@v4\n+      - uses: checkout@v5");
});

test("what is no longer shipped goes when nobody touched it, and is the user's when somebody did", async () => {
  const root = child({ edits: { "vercel.json": '{ "a": 2 }\n' } });
  const result = await upgrade(root, { version: "2.0.0", files: {} });
  expect(outcomeOf(result, "ci.yml")).toBe("delete");
  expect(readFileOf(root, "ci.yml")).toBeUndefined();
  expect(outcomeOf(result, "vercel.json")).toBe("orphan");
  expect(readFileOf(root, "vercel.json")).toBe('{ "a": 2 }\n');
});

test("what becomes the user's own is not deleted", async () => {
  const release = { version: "1.0.0", files: { "src/a.ts": "1;\n" } };
  const root = child({ release });
  const lock = lockOf(root);
  writeFiles(root, {
    ".osorganicai/lock.json": JSON.stringify({
      ...lock,
      files: { "src/a.ts": { class: "managed", sha256: "x" } },
    }),
  });
  expect(outcomeOf(await upgrade(root, { ...release, version: "2.0.0" }), "src/a.ts")).toBe("yours");
  expect(readFileOf(root, "src/a.ts")).toBe("1;\n");
});

test("a lock that names files outside the folder deletes nothing there", async () => {
  const root = child();
  const victim = `${root}-victim`;
  mkdirSync(victim);
  onTestFinished(() => removeFolders(victim));
  writeFileSync(join(victim, "a.txt"), "precious");
  const lock = lockOf(root);
  const { createHash } = await import("node:crypto");
  const sha256 = createHash("sha256").update("precious").digest("hex");
  const path = `../${victim.split("/").at(-1)}/a.txt`;
  symlinkSync(victim, join(root, "linked"));
  const files = {
    ...lock.files,
    [path]: { class: "managed", sha256 },
    "linked/a.txt": { class: "managed", sha256 },
    ".git/config": { class: "managed", sha256 },
  };
  writeFiles(root, { ".osorganicai/lock.json": JSON.stringify({ ...lock, files }) });
  const result = await upgrade(root);
  expect(readFileOf(victim, "a.txt")).toBe("precious");
  expect([path, "linked/a.txt", ".git/config"].map((name) => outcomeOf(result, name))).toEqual(
    Array(3).fill("refused"),
  );
  expect(needs(result).join("\n")).toContain("goes through linked, which is a symbolic link");
});

test("a managed file whose folder is a link is refused, and the rest is brought up to date", async () => {
  const release = { version: "1.0.0", files: { "conf/ci.yml": workflow(4), "vercel.json": "{}\n" } };
  const root = child({ release });
  renameSync(join(root, "conf"), join(root, "elsewhere"));
  symlinkSync(join(root, "elsewhere"), join(root, "conf"));
  const result = await upgrade(root, {
    version: "2.0.0",
    files: { "conf/ci.yml": workflow(5), "vercel.json": '{ "b": 1 }\n' },
  });
  expect(outcomeOf(result, "conf/ci.yml")).toBe("refused");
  expect(readFileOf(root, "elsewhere/ci.yml")).toBe(workflow(4));
  expect(readFileOf(root, "vercel.json")).toBe('{ "b": 1 }\n');
});

test("what is not text is left alone, and is in nobody's way", async () => {
  const root = child({ edits: { "src/po.ts": "1;\n" } });
  const video = Buffer.from([0x47, 0xff, 0xfe]);
  for (const path of ["ci.yml", "src/video.ts"]) writeFileSync(join(root, path), video);
  const result = await upgrade(root);
  expect(outcomeOf(result, "ci.yml")).toBe("refused");
  expect(needs(result)).toEqual(['- Not touched: "ci.yml" is not text in UTF-8.']);
  expect(readFileSync(join(root, "ci.yml"))).toEqual(video);
  expect(outcomeOf(result, "vercel.json")).toBe("unchanged");
});

test("an edit with a NUL in it, which git cannot merge, is refused, and the rest goes on", async () => {
  const root = child({ edits: { "ci.yml": `${workflow(4)}# \0\n` } });
  const result = await upgrade(root, { ...two, files: { ...two.files, "vercel.json": "{}\n" } });
  expect(outcomeOf(result, "ci.yml")).toBe("refused");
  expect(readFileOf(root, "ci.yml")).toBe(`${workflow(4)}# \0\n`);
  expect(readFileOf(root, "vercel.json")).toBe("{}\n");
});

const unfit: readonly (readonly [string, (root: string) => void, string])[] = [
  [
    "whose folder is a link",
    (root) => symlinkSync(root, join(root, "supabase")),
    "goes through supabase, which is",
  ],
  [
    "after whose newest file nothing can come",
    (root) => writeFiles(root, { "supabase/migrations/99999999999999_x.sql": "" }),
    "Nothing can come after supabase/migrations/99999999999999_x.sql",
  ],
];
test.for(unfit)(
  "SQL %s is refused, the rest goes on, and the next upgrade tries again",
  async ([, spoil, why]) => {
    const root = child();
    spoil(root);
    const result = await upgrade(root, { ...two, sql: ["0000_a.sql"] });
    expect(needs(result)).toEqual([expect.stringContaining("Not touched: SQL could not be added. ")]);
    expect(needs(result)[0]).toContain(why);
    expect(readFileOf(root, "ci.yml")).toBe(workflow(5));
    rmSync(join(root, "supabase"), { recursive: true });
    expect((await upgrade(root, { ...two, sql: ["0000_a.sql"] })).sql).toHaveLength(1);
  },
);

test("without what the last render was, an edited file is a conflict and not a loss", async () => {
  const root = child({ edits: { "ci.yml": workflow(4, 45) } });
  rmSync(join(root, ".osorganicai/base"), { recursive: true });
  expect(outcomeOf(await upgrade(root), "ci.yml")).toBe("conflict");
  expect(readFileOf(root, "ci.yml")).toBe(workflow(4, 45));
});

test("SQL that a killed upgrade wrote, and of which nothing else is known, is not added again", async () => {
  const written = "supabase/migrations/20270101000001_osorganicai_a.sql";
  const edited = "supabase/migrations/20270101000002_osorganicai_b.sql";
  const root = child({ edits: { [written]: "-- 0000_a.sql\n", [edited]: "select 1;\n" } });
  const { sql } = await upgrade(root, { ...two, sql: ["0000_a.sql", "0001_b.sql"] });
  expect(lockOf(root).sql["0000_a.sql"]).toBe("20270101000001_osorganicai_a.sql");
  expect(sql.map(({ upstream }) => upstream)).toEqual(["0000_a.sql", "0001_b.sql"]);
  const files = Object.keys(readFiles(root)).filter((path) => path.startsWith("supabase/"));
  // What says something else is somebody's own.
  expect(files).toEqual([written, edited, "supabase/migrations/20270101000003_osorganicai_b.sql"]);
});

test("new SQL comes after everything the child has, and what is there is never touched, also on the way back", async () => {
  const root = child({ edits: { "supabase/migrations/20270101000000_mine.sql": "select 1;\n" } });
  await upgrade(root, { ...two, sql: ["0000_a.sql", "0001_b.sql"] });
  const added = lockOf(root).sql;
  expect(added).toEqual({
    "0000_a.sql": "20270101000001_osorganicai_a.sql",
    "0001_b.sql": "20270101000002_osorganicai_b.sql",
  });
  writeFiles(root, { "supabase/migrations/20270101000001_osorganicai_a.sql": "-- edited\n" });
  rmSync(join(root, "supabase/migrations/20270101000002_osorganicai_b.sql"));
  await upgrade(root, {
    version: "3.0.0",
    files: two.files ?? {},
    sql: ["0000_a.sql", "0001_b.sql", "0002_c.sql"],
  });
  await upgrade(root, one);
  const sql = Object.keys(readFiles(root)).filter((path) => path.startsWith("supabase/"));
  expect(sql).toEqual([
    "supabase/migrations/20270101000000_mine.sql",
    "supabase/migrations/20270101000001_osorganicai_a.sql",
    "supabase/migrations/20270101000002_osorganicai_c.sql",
  ]);
  expect(readFileOf(root, "supabase/migrations/20270101000001_osorganicai_a.sql")).toBe("-- edited\n");
});

test("an SQL file that a merged lock knows under two names is never deleted", async () => {
  const root = child();
  await upgrade(root, { ...two, sql: ["0000_a.sql"] });
  const lock = lockOf(root);
  const [path = ""] = Object.keys(lock.files).filter((name) => name.endsWith(".sql"));
  const other = "supabase/migrations/20261127120001_osorganicai_a.sql";
  const files = { ...lock.files, [other]: lock.files[path] };
  writeFiles(root, {
    [other]: readFileOf(root, path) ?? "",
    ".osorganicai/lock.json": JSON.stringify({ ...lock, files }),
  });
  await upgrade(root, { ...two, version: "3.0.0", sql: ["0000_a.sql"] });
  expect([path, other].map((name) => readFileOf(root, name))).toEqual(Array(2).fill("-- 0000_a.sql\n"));
});

test("the way back: what nobody edited is as it was, edits stay, and the report says so", async () => {
  const root = child({ edits: { "ci.yml": workflow(4, 45) } });
  await upgrade(root, { ...two, files: { ...two.files, "vercel.json": '{ "a": 3 }\n' } });
  const result = await upgrade(root, one);
  expect(result.rolledBack).toBe(true);
  expect(renderReport(result)).toContain("This goes **back** to an older version.");
  expect(readFileOf(root, "ci.yml")).toBe(workflow(4, 45));
  expect(readFileOf(root, "vercel.json")).toBe('{ "a": 1 }\n');
  expect(lockOf(root).version).toBe("1.0.0");
});

test("a snapshot, whose number says nothing, is no way back", async () => {
  const root = child();
  expect((await upgrade(root, { ...two, version: "0.0.0-canary-20261127" })).rolledBack).toBe(false);
  expect((await upgrade(root, two)).rolledBack).toBe(false);
});

test("a dry run says what would be done and writes nothing", async () => {
  const root = child();
  const before = readFiles(root);
  const result = await upgrade(root, two, { dryRun: true });
  expect(result.changed).toContain("ci.yml");
  expect(readFiles(root)).toEqual(before);
});

const rename = makeMigration(
  {
    id: "rename",
    run: "./rename.mjs",
    reversible: true,
    touches: ["@osorganicai/agents-po#ProductOwnerAgent.getDomainContext"],
  },
  {
    "rename.mjs": `const of = { name: "ProductOwnerAgent", from: "@osorganicai/agents-po" };
export default ({ code }) => code.renameMember({ of, member: "getDomainContext", to: "domainFacts" });
export const undo = ({ code }) => code.renameMember({ of, member: "domainFacts", to: "getDomainContext" });\n`,
  },
);
const agent = (member: string) =>
  `import { ProductOwnerAgent } from "@osorganicai/agents-po";\nexport default class Shop extends ProductOwnerAgent {\n  override ${member}() { return "shop"; }\n}\n`;

test("a codemod changes the user's code once, says which overrides it is about, and is undone on the way back", async () => {
  const root = child({ edits: { "src/po.ts": agent("getDomainContext") } });
  const result = await upgrade(root, { ...two, migrations: [rename] });
  expect(readFileOf(root, "src/po.ts")).toBe(agent("domainFacts"));
  expect(renderReport(result)).toContain("- `Shop.getDomainContext` (src/po.ts:3): rename.");
  writeFiles(root, { "src/po.ts": agent("getDomainContext") });
  await upgrade(root, { ...two, migrations: [rename] });
  expect(readFileOf(root, "src/po.ts")).toBe(agent("getDomainContext"));
  writeFiles(root, { "src/po.ts": agent("domainFacts") });
  const back = await upgrade(root, one);
  expect(back.migrations.map(({ status }) => status)).toEqual(["undone"]);
  expect(readFileOf(root, "src/po.ts")).toBe(agent("getDomainContext"));
  expect(lockOf(root).applied).toEqual([]);
  await upgrade(root, { ...two, migrations: [rename] });
  expect(readFileOf(root, "src/po.ts")).toBe(agent("domainFacts"));
});

test("a snapshot that ships a migration as well does not take it back, though it is older", async () => {
  const root = child({ edits: { "src/po.ts": agent("getDomainContext") } });
  const snapshot = (number: number) => ({ ...two, version: `2.0.0-canary.${number}`, migrations: [rename] });
  await upgrade(root, snapshot(2));
  const back = await upgrade(root, snapshot(1));
  expect(back.rolledBack).toBe(true);
  expect(back.migrations).toEqual([]);
  expect(readFileOf(root, "src/po.ts")).toBe(agent("domainFacts"));
});

test("from a snapshot back to a release, what came after it is taken back, and the report says so", async () => {
  const root = child({ edits: { "src/po.ts": agent("getDomainContext") } });
  await upgrade(root, { ...two, version: "0.0.0-canary-20261127", migrations: [rename] });
  const back = await upgrade(root, one);
  expect(back).toMatchObject({ rolledBack: true, migrations: [{ status: "undone" }] });
  expect(readFileOf(root, "src/po.ts")).toBe(agent("getDomainContext"));
});

test("a migration stays when its package is taken out", async () => {
  const root = child({ edits: { "src/po.ts": agent("getDomainContext") } });
  await upgrade(root, { ...two, migrations: [rename] });
  const result = await upgrade(root, { ...one, isInstalled: false });
  expect(result.migrations).toEqual([]);
  expect(readFileOf(root, "src/po.ts")).toBe(agent("domainFacts"));
});

test("what could not be undone is tried again by the next upgrade", async () => {
  const root = child({ edits: { "a.txt": "before" } });
  const fragile = makeMigration(
    { id: "fragile", kind: "files", run: "./a.mjs", reversible: true },
    {
      "a.mjs": `export default ({ files }) => files.write("a.txt", "after");
export const undo = ({ files }) => { if (files.read("b.txt") === undefined) throw new Error("no b.txt"); files.write("a.txt", "before"); };\n`,
    },
  );
  await upgrade(root, { ...two, migrations: [fragile] });
  const back = await upgrade(root, one, { keepGoing: true });
  expect(back.migrations).toMatchObject([{ status: "failed", reason: "no b.txt" }]);
  writeFiles(root, { "b.txt": "" });
  const again = await upgrade(root, one);
  expect(again).toMatchObject({ rolledBack: false, migrations: [{ status: "undone" }] });
  expect(readFileOf(root, "a.txt")).toBe("before");
  expect(lockOf(root).applied).toEqual([]);
});

const broken = makeMigration(
  { id: "broken", run: "./a.mjs" },
  {
    "a.mjs":
      'export default ({ files }) => { files.write("a.txt", "half"); throw new Error("no such thing"); };\n',
  },
);

test("when a migration fails nothing is written, and the sentence names it", async () => {
  const root = child();
  const before = readFiles(root);
  await expect(upgrade(root, { ...two, migrations: [rename, broken] })).rejects.toThrow(
    "Nothing was written, because this could not be applied:\n@osorganicai/agents-po#broken: no such thing",
  );
  expect(readFiles(root)).toEqual(before);
});

test("or what can be done is done, the failure is remembered, and tried again", async () => {
  const root = child({ edits: { "src/po.ts": agent("getDomainContext") } });
  await upgrade(root, { ...two, migrations: [broken, rename] }, { keepGoing: true });
  expect(readFileOf(root, "a.txt")).toBeUndefined();
  expect(readFileOf(root, "src/po.ts")).toBe(agent("domainFacts"));
  expect(lockOf(root)).toMatchObject({ applied: [rename.key], failed: [broken.key] });
  const mended = makeMigration({ id: "broken", run: "./a.mjs" }, { "a.mjs": "export default () => {};\n" });
  await upgrade(root, { ...two, migrations: [mended, rename] });
  expect(lockOf(root).applied).toEqual([broken.key, rename.key]);
  expect(lockOf(root).failed).toBeUndefined();
});

test("versions are skipped: everything that was missed comes in the order of versions", async () => {
  const step = (id: string, since: string, order = 0) =>
    makeMigration(
      { id, since, order, kind: "files", run: "./a.mjs" },
      {
        "a.mjs": `export default ({ files }) => files.write("log.txt", (files.read("log.txt") ?? "") + "${id} ");\n`,
      },
    );
  const root = child();
  await upgrade(root, {
    ...two,
    version: "3.0.0",
    migrations: [step("d", "3.0.0"), step("b", "2.0.0", 2), step("a", "2.0.0", 1), step("c", "2.1.0")],
  });
  expect(readFileOf(root, "log.txt")).toBe("a b c d ");
});

test("a migration waits for a package it needs, without a place in the ledger", async () => {
  const waiting = makeMigration(
    { id: "later", run: "./a.mjs", requires: { "@osorganicai/store": ">=3" } },
    { "a.mjs": "export default () => {};\n" },
  );
  const root = child();
  const result = await upgrade(root, { ...two, migrations: [waiting] });
  expect(needs(result)).toEqual(["- Waits: later, because @osorganicai/store is 2.0.0, and it needs >=3."]);
  expect(lockOf(root).applied).toEqual([]);
  await upgrade(root, { ...two, version: "3.0.0", migrations: [waiting] });
  expect(lockOf(root).applied).toEqual([waiting.key]);
});

test("what our classes declare otherwise than last time is said where the child overrides it", async () => {
  const key = "@osorganicai/agents-po#ProductOwnerAgent.getDomainContext";
  const root = child({ edits: { "src/po.ts": agent("getDomainContext") } });
  await upgrade(root, { ...two, signatures: { [key]: "getDomainContext(): string" } });
  const changed = await upgrade(root, {
    ...two,
    version: "2.1.0",
    signatures: { [key]: "getDomainContext(issue: Issue): string" },
  });
  expect(renderReport(changed)).toContain(
    "- `Shop.getDomainContext` (src/po.ts:3): Ours was `getDomainContext(): string` and is `getDomainContext(issue: Issue): string`.",
  );
  const gone = await upgrade(root, { ...two, version: "3.0.0", signatures: {} });
  expect(renderReport(gone)).toContain("**is not there any more**: nothing calls it.");
});

test("the report stays as it is when a second run has nothing to say", async () => {
  const root = child({ edits: { "ci.yml": workflow(3) } });
  const report = ".osorganicai/UPGRADE.md";
  await upgrade(root, two, { report });
  const text = readFileOf(root, report);
  expect(text).toMatch(
    /^# OSOrganicAI 1\.0\.0 → 2\.0\.0\n\n## What needs you\n\n- \*\*Conflict\*\* in `ci\.yml`/,
  );
  await upgrade(root, two, { report });
  expect(readFileOf(root, report)).toBe(text);
});

test("prompts that changed are shown as a diff, and agents that do not load are no failure", async () => {
  const root = child();
  const report = ".osorganicai/UPGRADE.md";
  const say = (text: string) => ({
    renderPrompts: async () => ({ "product-owner": `Be kind.\n${text}\n` }),
    report,
  });
  await upgrade(root, two, say("Ask."));
  const next = { ...two, version: "2.1.0" };
  await upgrade(root, next, say("Ask twice."));
  expect(readFileOf(root, report)).toContain(
    "## What your product-owner says to the model\n\n```diff\n--- product-owner.md\n+++ product-owner.md\n@@ -1,2 +1,2 @@\n Be kind.\n-Ask.\n+Ask twice.\n```",
  );
  const failing = { renderPrompts: () => Promise.reject(new Error("src/po.ts: no such export")), report };
  await upgrade(root, { ...two, version: "2.2.0" }, failing);
  expect(readFileOf(root, report)).toContain("Prompts could not be compared: src/po.ts: no such export");
});
