// npm run web: the web server alone, on PORT, against DATABASE_URL.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { loadEnvFile } from "./environment";
import { prepareToRun } from "./prepare-to-run";

loadEnvFile();
const { env } = await prepareToRun();
const child = spawn(process.execPath, [fileURLToPath(new URL("serve.js", import.meta.url))], {
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: {
    ...process.env,
    NODE_ENV: process.argv.includes("--dev") ? "development" : "production",
    PORT: String(env.PORT),
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_URL: env.APP_URL,
  },
});
let stopping = false;
function stop() {
  stopping = true;
  child.kill("SIGTERM");
}
child.on("exit", (code) => process.exit(code ?? (stopping ? 0 : 1)));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
process.on("message", (message) => message === "stop" && stop());
process.on("disconnect", stop); // whoever started us is gone
