// npm run web: the web server alone, on PORT, against DATABASE_URL.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { loadEnvFile } from "./environment";

loadEnvFile();
const { env } = await import("../lib/env").catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
const mode = process.argv.includes("--dev") ? "dev" : "start";
const child = spawn(process.execPath, [next, mode, "-p", String(env.PORT)], {
  stdio: "inherit",
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NEXTAUTH_URL: env.APP_URL },
});
child.on("exit", (code) => process.exit(code ?? 0));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
process.on("message", (message) => message === "stop" && child.kill());
process.on("disconnect", () => child.kill()); // whoever started us is gone
