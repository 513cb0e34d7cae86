// The embedded PostgreSQL of `npm start`, as a process that is watched like the others. It is not in the group of the
// terminal: Ctrl-C would stop the database at once, under those who still finish their work.
import { join } from "node:path";
import { dataHome, ensureDatabase, startPostgres } from "./embedded-postgres";
import { DATABASE, loadEnvFile, postgresPort } from "./environment";
import { serverHome } from "./open-folders";

loadEnvFile();
let stopping = false;
try {
  const server = await startPostgres({
    dataDir: join(serverHome(dataHome()), "postgres"),
    port: postgresPort(),
  });
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.removeAllListeners(signal); // the package's own would end this process before the server is down
    process.on(signal, stop);
  }
  process.on("message", (message) => message === "stop" && stop());
  process.on("disconnect", stop); // whoever started us is gone
  void server.ended.then(() => !stopping && process.exit(1));
  await ensureDatabase(server, DATABASE);
  console.log("PostgreSQL is ready.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
