import type { Check } from "./check.ts";
import { agentsCheck } from "./checks/agents.ts";
import { configCheck } from "./checks/config.ts";
import { conflictsCheck } from "./checks/conflicts.ts";
import { copiesCheck } from "./checks/copies.ts";
import { databaseCheck } from "./checks/database.ts";
import { environmentCheck } from "./checks/environment.ts";
import { filesCheck } from "./checks/files.ts";
import { gitCheck } from "./checks/git.ts";
import { githubCheck } from "./checks/github.ts";
import { migrationsCheck } from "./checks/migrations.ts";
import { modelCheck } from "./checks/model.ts";
import { nodeCheck } from "./checks/node.ts";
import { packageManagerCheck } from "./checks/package-manager.ts";
import { rowSecurityCheck } from "./checks/row-security.ts";
import { sandboxCheck } from "./checks/sandbox.ts";
import { sqlCheck } from "./checks/sql.ts";
import { versionsCheck } from "./checks/versions.ts";
import { webhookCheck } from "./checks/webhook.ts";
import { webhookSecretCheck } from "./checks/webhook-secret.ts";
import { workflowsCheck } from "./checks/workflows.ts";

/** Everything the doctor looks at, in the order in which it is told. All of it runs at once. */
export const checks: readonly Check[] = [
  // The machine and what is installed
  nodeCheck,
  packageManagerCheck,
  versionsCheck,
  copiesCheck,
  sandboxCheck,
  // The child's own code
  configCheck,
  agentsCheck,
  gitCheck,
  // What was written into the child
  conflictsCheck,
  filesCheck,
  workflowsCheck,
  sqlCheck,
  migrationsCheck,
  // The environment, and whom it leads to
  environmentCheck,
  webhookSecretCheck,
  githubCheck,
  webhookCheck,
  databaseCheck,
  rowSecurityCheck,
  modelCheck,
];
