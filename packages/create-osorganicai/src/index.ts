// What a person decides about a child, and the files that follow from it
export type { ChildAnswers, Domain } from "./child/child-answers.ts";
export { domains } from "./child/child-answers.ts";
export { listShippedMigrations } from "./child/list-migrations.ts";
export type { ShippedSql } from "./child/list-sql.ts";
export { listShippedSql } from "./child/list-sql.ts";
export type { WorkflowTemplate } from "./child/list-workflows.ts";
export { listWorkflows } from "./child/list-workflows.ts";
export type { ChildFile } from "./child/render-child.ts";
export { renderChild } from "./child/render-child.ts";
// Spawning
export { describeSpawn } from "./command/describe-spawn.ts";
export { spawnExitCodes } from "./command/exit-codes.ts";
// Whose a file is, and how it was written last
export type { ChildLock, LockedFile } from "./lock/child-lock.ts";
export { compareVersions } from "./lock/compare-versions.ts";
export { formatLock } from "./lock/format-lock.ts";
export { hashContent } from "./lock/hash-content.ts";
export { parseLock } from "./lock/parse-lock.ts";
export { classifyFile } from "./ownership/classify-file.ts";
export type { FileClass } from "./ownership/file-class.ts";
export { readVersion } from "./read-version.ts";
export { runCreate } from "./run-create.ts";
export { checkAnswers } from "./spawn/check-answers.ts";
export type { PackageManager } from "./spawn/choose-package-manager.ts";
export { findProgram } from "./spawn/choose-package-manager.ts";
export type { CommitEnd } from "./spawn/commit-child.ts";
export type { NameRule } from "./spawn/name-rules.ts";
export { nameRules } from "./spawn/name-rules.ts";
export type { PlannedFile } from "./spawn/plan-child.ts";
export { planChild } from "./spawn/plan-child.ts";
export type { SpawnOptions, SpawnResult, SpawnStep } from "./spawn/spawn-child.ts";
export { spawnChild } from "./spawn/spawn-child.ts";
export type { StampedSql, StampOptions } from "./spawn/stamp-sql.ts";
export { stampSql } from "./spawn/stamp-sql.ts";
