import type { Outcome } from "../run-tasks.ts";

/** One line of JSON: where each contender had the files looked for, 0 for nowhere. Who is to be better reads these. */
export function describePlaces({ task, candidates, judgements }: Outcome): string {
  const places = Object.fromEntries([...judgements].map(([name, judgement]) => [name, judgement.places]));
  return `${JSON.stringify({ id: task.id, candidates, gold: task.gold, places })}\n`;
}
