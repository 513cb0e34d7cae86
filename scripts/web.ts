// npm run web: the web server alone, on PORT, against DATABASE_URL.
import { availableParallelism } from "node:os";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadEnvFile } from "./environment";
import { prepareToRun } from "./prepare-to-run";
import { isStopping, onStop } from "./stopping";

const MOST_PROCESSES = 4; // by default: each takes memory and connections to the database

onStop(() => process.exit(0));
loadEnvFile();
const isDev = process.argv.includes("--dev");
const { env } = await prepareToRun("web");
if (!isDev && !existsSync(join(process.env.NEXT_DIST_DIR ?? ".next", "BUILD_ID"))) {
  console.error("There is no build yet. Run npm run build first.");
  process.exit(1);
}
const child = spawn(process.execPath, [fileURLToPath(new URL("serve.js", import.meta.url))], {
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: {
    ...process.env,
    NODE_ENV: isDev ? "development" : "production",
    PORT: String(env.PORT),
    WEB_PROCESSES: String(isDev ? 1 : env.WEB_PROCESSES || Math.min(availableParallelism(), MOST_PROCESSES)),
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_URL: env.APP_URL,
  },
});
onStop(() => child.kill("SIGTERM"));
// Ctrl-C also reaches the server itself, which it ends while the server is not ready yet.
child.on("exit", (code, signal) => process.exit(code ?? (isStopping() || signal === "SIGINT" ? 0 : 1)));
