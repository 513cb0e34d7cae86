// The embedded PostgreSQL of `npm start`, as a process that is watched like the others. It is not in the group of the
// terminal: Ctrl-C would stop the database at once, under those who still finish their work.
import { join } from "node:path";
import { dataHome, ensureDatabase, startPostgres } from "./embedded-postgres";
import { DATABASE, loadEnvFile, postgresPort } from "./environment";
import { serverHome } from "./open-folders";
import { isStopping, onStop } from "./stopping";

onStop(() => {}); // remembered until there is a server to stop
loadEnvFile();
try {
  const server = await startPostgres({
    dataDir: join(serverHome(dataHome()), "postgres"),
    port: postgresPort(),
  });
  onStop(async () => {
    await server.stop();
    process.exit(0);
  });
  void server.ended.then(() => !isStopping() && process.exit(1));
  await ensureDatabase(server, DATABASE);
  console.log("PostgreSQL is ready.");
} catch (error) {
  if (!isStopping()) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
