// npm run db:migrate: brings the database of DATABASE_URL up to date. The connection must own the database; where web
// and worker connect as a lesser role, MIGRATION_DATABASE_URL names the owner's.
import { applyMigrations } from "../prisma/apply-migrations";
import { defaultOwnerUrl, loadEnvFile } from "./environment";

loadEnvFile();
const url = process.env.MIGRATION_DATABASE_URL || process.env.DATABASE_URL || defaultOwnerUrl();
try {
  const names = await applyMigrations(url);
  console.log(names.length === 0 ? "The database is up to date." : `Applied ${names.join(", ")}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
