import type { Clock } from "../ports/clock.ts";
import type { CodeContext } from "../ports/code-context.ts";
import type { GitHub } from "../ports/github.ts";
import type { HealthProbe } from "../ports/health-probe.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { Logger } from "../ports/logger.ts";
import type { Store } from "../ports/store.ts";
import type { WorkspaceProvider } from "../ports/workspace.ts";

/** All that an agent may touch. */
export interface AgentDependencies {
  readonly llm: LanguageModel;
  readonly github: GitHub;
  readonly store: Store;
  readonly workspace?: WorkspaceProvider;
  readonly codeContext?: CodeContext;
  readonly health?: HealthProbe;
  readonly log: Logger;
  readonly clock: Clock;
  /** What the child decided about its repository. */
  readonly settings: AgentSettings;
}

/** A child's decisions that agents follow. */
export interface AgentSettings {
  /** Branch that changes start from and return to. Undefined: the repository's default branch. */
  readonly baseBranch: string | undefined;
  /** Whether a pull request whose checks are green is merged without a human. */
  readonly autoMerge: boolean;
  /** Whether it is merged only after a preview of its head commit was deployed and found healthy. */
  readonly requirePreview: boolean;
  /** Commands that must pass before a change is proposed. Undefined: found from the project's files. */
  readonly checks: readonly string[] | undefined;
  /** Answers of the model in one tool loop. */
  readonly maxTurns: number;
  /** Rounds of questions before the Product Owner decides with its defaults. */
  readonly maxQuestionRounds: number;
  /** Whether a small model puts the code that was found in order before it is read. @default false */
  readonly rerankCode?: boolean;
}
