// The agents, and what a subclass may want to override or reuse

export { CiAgent } from "./ci/ci-agent.ts";
export { DeploymentAgent } from "./deployment/deployment-agent.ts";
export { DeveloperAgent } from "./developer-agent.ts";

// The one job it gives a model

export { modelCalls } from "./implement-contract-call.ts";

// Policies, as pure functions

export type { CheckVerdict } from "./ci/decide-on-checks.ts";
export { decideOnChecks } from "./ci/decide-on-checks.ts";
export type { ProjectCheck } from "./proof/detect-checks.ts";
export { detectChecks } from "./proof/detect-checks.ts";
export { findWeakenedTests } from "./proof/find-weakened-tests.ts";
export { isTestPath } from "./proof/is-test-path.ts";
