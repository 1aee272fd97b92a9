import type { Outcome } from "../run-tasks.ts";

/** Some of the tasks, of which one wants to know by themselves. */
export interface Slice {
  readonly name: string;
  has(outcome: Outcome): boolean;
}

/** All tasks, those of each language and kind, and those that were hard for everybody. */
export function makeSlices(outcomes: readonly Outcome[]): readonly Slice[] {
  const languages = [...new Set(outcomes.map(({ task }) => task.language))].toSorted();
  const slices: readonly Slice[] = [
    { name: "all", has: () => true },
    ...languages.map((name) => ({ name, has: ({ task }: Outcome) => task.language === name })),
    { name: "TypeScript and JavaScript", has: ({ task }) => /^(Type|Java)Script$/.test(task.language) },
    { name: "100 candidates and more", has: ({ candidates }) => candidates >= 100 },
    { name: "text of a commit", has: ({ task }) => task.kind === "commit" },
    { name: "text of a changelog", has: ({ task }) => task.kind === "changelog" },
    { name: "text of a real issue", has: ({ task }) => task.kind === "issue" },
  ];
  return slices.filter(({ has }) => outcomes.some(has));
}
