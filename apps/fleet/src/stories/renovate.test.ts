import { existsSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { runRenovate } from "../bot/run-renovate.ts";
import { type Child, openChild } from "../child/open-child.ts";
import { editAsUser, findLostEdits } from "../child/user-edits.ts";
import { type Forge, startForge } from "../forge/start-forge.ts";
import { majorMarks } from "../mother/make-major-release.ts";
import { minorMarks } from "../mother/make-minor-release.ts";
import { writeNotes } from "../workflow/write-notes.ts";
import { programOf, storyWith, useFleet } from "./story.ts";

const story = storyWith("renovate");
const minorBranch = "renovate/osorganicai";
const majorBranch = `renovate/major-${inject("fleet")?.versions.major.split(".")[0]}-osorganicai`;

let forge: Forge;
let bot: string;
beforeAll(async () => {
  const { folder, environment } = useFleet();
  const place = await mkdtemp(join(folder, "forge-"));
  bot = join(place, "bot");
  await mkdir(bot);
  forge = await startForge(place, environment);
});
afterAll(() => forge?.stop());

/** A child on the forge, edited by its user. @param name `acme/…` */
async function pushChild(name: string): Promise<void> {
  const { children, ...fleet } = useFleet();
  const child = await openChild(fleet, children["e-commerce"]);
  await editAsUser(child);
  await forge.repositories.create(name, child.folder);
}

async function renovate(...repositories: readonly string[]): Promise<string> {
  const { registry, environment } = useFleet();
  return runRenovate({
    renovate: programOf("renovate"),
    forge,
    registry: registry.url,
    repositories,
    folder: bot,
    environment,
  });
}

const openBranch = (name: string, branch: string) =>
  openChild(useFleet(), forge.repositories.address(name), branch);

async function expectGreen(child: Child): Promise<void> {
  await child.run("pnpm", "run", "check");
  await child.run("pnpm", "test");
}

story("one pull request brings a minor release, migrated; then another brings the major one", async () => {
  const { versions } = useFleet();
  await pushChild("acme/stepwise");
  await renovate("acme/stepwise");
  const pulls = forge.pullRequests.filter(({ repository }) => repository === "acme/stepwise");
  expect(pulls.map(({ head }) => head).toSorted()).toEqual([majorBranch, minorBranch]);

  const minor = await openBranch("acme/stepwise", minorBranch);
  expect(JSON.parse(await minor.read(".osorganicai/lock.json")).version).toBe(versions.minor);
  expect(await minor.read(".github/workflows/osorganicai.yml")).toContain(minorMarks.workflow);
  expect(await minor.run("git", "ls-files", "supabase/migrations")).toContain(minorMarks.sql);
  expect(await findLostEdits(minor)).toEqual([]);
  await expectGreen(minor);
  expect(await minor.attempt("pnpm", "exec", "osorganicai", "doctor")).toMatchObject({ exitCode: 0 });

  await forge.merge("acme/stepwise", minorBranch);
  await renovate("acme/stepwise");
  const major = await openBranch("acme/stepwise", majorBranch);
  await expectNotes(major);
  await expectMajor(major);
});

story("a child that skips a release goes from the first to the major one in one pull request", async () => {
  await pushChild("acme/leaping");
  await renovate("acme/leaping");
  const before = await forge.repositories.commitOf("acme/leaping", `refs/heads/${majorBranch}`);
  await expectMajor(await openBranch("acme/leaping", majorBranch));

  const opened = forge.pullRequests.length;
  await renovate("acme/leaping");
  expect(await forge.repositories.commitOf("acme/leaping", `refs/heads/${majorBranch}`)).toBe(before);
  expect(forge.pullRequests).toHaveLength(opened);
});

/** Whoever merges reads in the pull request what was changed, what of theirs it touches, and what they have to do. */
async function expectNotes(child: Child): Promise<void> {
  const { environment } = useFleet();
  const at = { forge, repository: "acme/stepwise", branch: majorBranch, environment };
  const notes = (await writeNotes(child, at)).filter((body) => body.includes("# OSOrganicAI"));
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain("- **Conflict** in `vercel.json`.");
  expect(notes[0]).toMatch(
    /## Your overrides that this touches\n\n- `\w+\.\w+` \(src\/agents\/product-owner\.ts:\d+\)/,
  );
  expect(notes[0]).toContain("## Migrations");
}

/** The breaking change is migrated, nothing of the user's is lost, and what nobody but the user can decide waits. */
async function expectMajor(child: Child): Promise<void> {
  const { versions } = useFleet();
  expect(JSON.parse(await child.read(".osorganicai/lock.json")).version).toBe(versions.major);
  const productOwner = await child.read("src/agents/product-owner.ts");
  expect(productOwner).toContain(`override ${majorMarks.newName}(`);
  expect(productOwner).toContain(`super.${majorMarks.newName}(`);
  expect(await findLostEdits(child)).toEqual([]);
  await expectGreen(child);
  expect(await child.read(".osorganicai/UPGRADE.md")).toContain("vercel.json");

  const parked = join(child.folder, ".osorganicai/incoming/vercel.json");
  expect(existsSync(parked)).toBe(true);
  const doctor = await child.attempt("pnpm", "exec", "osorganicai", "doctor", "--json");
  expect(doctor.exitCode).not.toBe(0);
  expect(JSON.parse(doctor.stdout).parked).toEqual(["vercel.json"]);
  await child.run("pnpm", "exec", "osorganicai", "resolve", "vercel.json", "--keep");
  expect(existsSync(parked)).toBe(false);
  expect(await child.attempt("pnpm", "exec", "osorganicai", "doctor")).toMatchObject({ exitCode: 0 });
  expect(await findLostEdits(child)).toEqual([]);
}
