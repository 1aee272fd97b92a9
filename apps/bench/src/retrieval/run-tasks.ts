import { join } from "node:path";
import type { Contender } from "./contenders/contender.ts";
import { openDocuments } from "./documents/open-documents.ts";
import { type Judgement, judgeAnswer } from "./judge-answer.ts";
import { readHunks } from "./packing/read-hunks.ts";
import { openRepository } from "./repository/open-repository.ts";
import type { Task } from "./tasks/read-tasks.ts";

/** A task, and what everybody did with it. */
export interface Outcome {
  readonly task: Task;
  /** How many files could have been found. */
  readonly candidates: number;
  /** By the contender's name. */
  readonly judgements: ReadonlyMap<string, Judgement>;
}

/** Who is asked, and where the repositories are. */
export interface Setting {
  readonly contenders: readonly Contender[];
  /** Has `<owner>+<name>/repo`, git directories. */
  readonly mirror: string;
}

/**
 * Asks every contender about every task, one repository after the other: what its tasks share is read and cut up once.
 * @param report takes a line of progress after each repository
 */
export async function runTasks(
  tasks: readonly Task[],
  setting: Setting,
  report: (line: string) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [repo, own] of Map.groupBy(tasks, (task) => task.repo)) {
    const started = performance.now();
    const run = openRun(join(setting.mirror, repo.replace("/", "+"), "repo"), setting.contenders);
    for (const task of own) outcomes.push(await run(task));
    report(`${repo}: ${own.length} tasks in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  return outcomes;
}

function openRun(gitDir: string, contenders: readonly Contender[]) {
  const repository = openRepository(gitDir);
  const readDocuments = openDocuments(repository);
  return async function runTask(task: Task): Promise<Outcome> {
    const documents = await readDocuments(task);
    const gold = new Set(task.gold);
    const hunks = task.fix === null ? [] : readHunks(await repository.diff(task.base, task.fix), gold);
    const truth = { gold: task.gold, candidates: new Set(documents.map(({ path }) => path)), hunks };
    const judgements = new Map<string, Judgement>();
    for (const contender of contenders) {
      const answer = await contender.answer({ task, documents, gitDir });
      judgements.set(contender.name, await judgeAnswer(answer, truth));
    }
    return { task, candidates: documents.length, judgements };
  };
}
