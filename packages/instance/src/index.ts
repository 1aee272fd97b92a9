// A child, composed in one call

// What it does after every start
export type { SweepCounts } from "@osorganicai/worker";
export type { ModelCheck } from "./check-models.ts";
export { checkModels } from "./check-models.ts";
export { chooseModels } from "./choose-models.ts";
export type { Instance } from "./create-instance.ts";
export { createInstance } from "./create-instance.ts";
// What it reads from its environment
export type { Environment, EnvironmentVariables, ModelEnvironment } from "./environment.ts";
export { readEnvironment, readGitHubEnvironment, readModelEnvironment } from "./environment.ts";
export type { InstanceGitHub, InstanceOptions, SharedDatabase } from "./instance-options.ts";
// What a configuration means for the sandbox
export { limitCommands } from "./limit-commands.ts";
// What it reacts to
export { addOwnRoutes } from "./routing/add-own-routes.ts";
export { createFindSubject } from "./routing/find-subject.ts";
export { routes } from "./routing/routes.ts";
