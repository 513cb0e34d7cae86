// npm run reset: forgets everything of this machine's sandbox, so that the next start begins the story again.
import { rmSync } from "node:fs";
import { dataHome } from "./embedded-postgres";
import { loadEnvFile, postgresPort, requireFreePort } from "./environment";
import { serverHome } from "./open-folders";

loadEnvFile();
try {
  if (process.env.DATABASE_URL) {
    throw new Error(
      "DATABASE_URL is set: reset only clears the embedded database. Drop and create that database yourself.",
    );
  }
  await requireFreePort(postgresPort(), "the database (is npm start still running?)", "POSTGRES_PORT");
  rmSync(dataHome(), { recursive: true, force: true });
  rmSync(serverHome(dataHome()), { recursive: true, force: true });
  console.log("Cleared. The next npm start begins with an empty database and the seeded story.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
