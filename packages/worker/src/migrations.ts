// Migrations, apart from the main entry because only deployments need them
export { migrateEngine, planEngineMigrations } from "./migrations/migrate-engine.ts";
