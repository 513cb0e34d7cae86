// npm run db:migrate: brings the database of DATABASE_URL up to date. The connection must own the database; where web
// and worker connect as a lesser role, MIGRATION_DATABASE_URL names the owner's.
import { applyMigrations } from "../prisma/apply-migrations";
import { waitForDatabase } from "../lib/wait-for-database";
import { defaultOwnerUrl, loadEnvFile } from "./environment";

loadEnvFile();
const url = process.env.MIGRATION_DATABASE_URL || process.env.DATABASE_URL || defaultOwnerUrl();
try {
  await waitForDatabase(url, (sentence) => console.error(sentence));
  const names = await applyMigrations(url, (name) => console.log(`Applied ${name}.`));
  if (names.length === 0) console.log("The database is up to date.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
