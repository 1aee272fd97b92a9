import type { ContractCase } from "./contract-case.ts";
import { changeCases } from "./workspace/change-cases.ts";
import { escapeCases } from "./workspace/escape-cases.ts";
import { fileCases } from "./workspace/file-cases.ts";
import { openCases } from "./workspace/open-cases.ts";
import type { WorkspaceSubject } from "./workspace/workspace-subject.ts";

/** What every {@link WorkspaceProvider} must do: be a faithful checkout, and never a way out of it. */
export const workspaceContract: readonly ContractCase<WorkspaceSubject>[] = [
  ...openCases,
  ...fileCases,
  ...changeCases,
  ...escapeCases,
];
