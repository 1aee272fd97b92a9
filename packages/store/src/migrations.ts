// Migrations, apart from the main entry because only deployments need them
export type { MigrationPlan } from "./migrations/apply-migrations.ts";
export { migrate, planMigration } from "./migrations/migrate.ts";
