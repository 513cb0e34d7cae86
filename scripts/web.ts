// npm run web: the web server alone, on PORT, against DATABASE_URL.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { loadEnvFile } from "./environment";

loadEnvFile();
const { env } = await import("../lib/env").catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const child = spawn(process.execPath, [fileURLToPath(new URL("serve.js", import.meta.url))], {
  stdio: "inherit",
  env: {
    ...process.env,
    NODE_ENV: process.argv.includes("--dev") ? "development" : "production",
    PORT: String(env.PORT),
    NEXT_TELEMETRY_DISABLED: "1",
    NEXTAUTH_URL: env.APP_URL,
  },
});
child.on("exit", (code) => process.exit(code ?? 0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
process.on("message", (message) => message === "stop" && child.kill());
process.on("disconnect", () => child.kill()); // whoever started us is gone
