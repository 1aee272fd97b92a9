import { setTimeout as wait } from "node:timers/promises";
import { at, type World } from "../world/open-world.ts";
import { isAtRest } from "../world/until-at-rest.ts";
import { watchProgress } from "../world/watch-progress.ts";

/** What the person asks for: the Product Owner asks back, once. */
const title = "Subtract, but ask me first";

const INTERVAL_MS = 75;

/** Opens the issue. @returns its number */
export async function openIssue({ person, inCalm }: World): Promise<number> {
  return (await inCalm(() => person.issues.create({ ...at, title }))).data.number;
}

/**
 * Answers what is asked, until everything is at rest.
 * @param tend called again and again; true while there is nobody to wait for
 * @returns false when something is still under way, and nothing moves
 */
export async function followIssue(
  world: World,
  issue: number,
  tend: () => Promise<boolean> = async () => false,
): Promise<boolean> {
  const progress = watchProgress(world);
  let answered = false;
  while (!(await progress.isStuck())) {
    await wait(INTERVAL_MS);
    if ((await tend()) || !(await isAtRest(world))) continue;
    if (answered || !(await isAsked(world, issue))) return true;
    answered = true;
    const answer = { ...at, issue_number: issue, body: "All of them." };
    await world.inCalm(() => world.person.issues.createComment(answer));
  }
  return false;
}

async function isAsked({ database }: World, issue: number): Promise<boolean> {
  const rows = await database.query(
    "select from public.conversations where issue_number = $1 and status = 'needs_clarification'",
    [issue],
  );
  return rows.length > 0;
}
