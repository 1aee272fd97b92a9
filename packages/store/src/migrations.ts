// Migrations, apart from the main entry because only deployments need them
export { migrate } from "./migrations/migrate.ts";
