import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { openChild } from "../child/open-child.ts";
import { editAsUser, findLostEdits } from "../child/user-edits.ts";
import { majorMarks } from "../mother/make-major-release.ts";
import { minorMarks } from "../mother/make-minor-release.ts";
import { storyWith, useFleet } from "./story.ts";

const story = storyWith();

story(
  "without Renovate one command does it all, over two releases at once, and again it does nothing",
  async () => {
    const { children, versions, ...fleet } = useFleet();
    const child = await openChild(fleet, children.fintech);
    await editAsUser(child);

    // Exit code 4: done, and something waits for the user.
    const upgrade = await child.attempt("pnpm", "exec", "osorganicai", "upgrade", "--latest");
    expect(upgrade, upgrade.stderr).toMatchObject({ exitCode: 4 });
    expect(JSON.parse(await child.read(".osorganicai/lock.json")).version).toBe(versions.major);
    expect(await child.read("src/agents/product-owner.ts")).toContain(`override ${majorMarks.newName}(`);
    expect(await child.read(".github/workflows/osorganicai.yml")).toContain(minorMarks.workflow);
    expect(await findLostEdits(child)).toEqual([]);
    await child.run("pnpm", "run", "check");
    await child.run("pnpm", "test");

    await child.run("pnpm", "exec", "osorganicai", "resolve", "vercel.json", "--take");
    expect(await child.read("vercel.json")).toContain(majorMarks.newDuration);
    expect(existsSync(join(child.folder, ".osorganicai/incoming/vercel.json"))).toBe(false);
    expect(await child.attempt("pnpm", "exec", "osorganicai", "doctor")).toMatchObject({ exitCode: 0 });

    await child.commit("Upgraded");
    await child.run("pnpm", "exec", "osorganicai", "upgrade", "--latest");
    expect(await child.run("git", "status", "--porcelain")).toBe("");
  },
);

story("a child that goes back to the version before is told, and goes forward again", async () => {
  const { children, versions, ...fleet } = useFleet();
  const child = await openChild(fleet, children["developer-tools"]);
  await child.run("pnpm", "exec", "osorganicai", "upgrade", "--to", versions.minor);
  await child.commit("Minor");

  await child.run("git", "revert", "--no-edit", "HEAD");
  await child.run("pnpm", "install", "--frozen-lockfile");
  await child.run("pnpm", "exec", "osorganicai", "upgrade");
  // Nothing but what upgrades remember for themselves.
  expect(await child.run("git", "status", "--porcelain", "--", ":!.osorganicai")).toBe("");
  expect(JSON.parse(await child.read(".osorganicai/lock.json")).version).toBe(versions.first);
  expect(await child.attempt("pnpm", "exec", "osorganicai", "doctor")).toMatchObject({ exitCode: 0 });

  await child.run("pnpm", "exec", "osorganicai", "upgrade", "--latest");
  expect(JSON.parse(await child.read(".osorganicai/lock.json")).version).toBe(versions.major);
  await child.run("pnpm", "run", "check");
});
