// npm run test:e2e: the browser tests on the built product. Starts one throw-away PostgreSQL server, seeds the two
// template databases, and lets Playwright run, whose fixtures start a separate stack from them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { findBrowser } from "./browser";
import { freePort, startPostgres } from "./embedded-postgres";
import { throwAwayFolder } from "./open-folders";
import { prepareTemplate, type SeedKind } from "./stack";

const FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];

if (!existsSync(join(process.env.NEXT_DIST_DIR ?? ".next", "BUILD_ID"))) {
  console.error("There is no build yet. Run npm run build first.");
  process.exit(1);
}
const browser = await findBrowser();
const folder = throwAwayFolder("modern-lending-e2e");
const port = await freePort();
const server = await startPostgres({
  dataDir: join(folder, "postgres"),
  port,
  persistent: false,
  flags: FAST,
});
let exitCode = 1;
try {
  await prepare("basics");
  const run = startPlaywright();
  // The long story is seeded while the tests run that do not need it; playwright.config.ts has them first.
  prepare("story").catch((error: unknown) => {
    if (run.exitCode !== null) return; // nobody waited for it
    console.error(error);
    run.kill();
  });
  const [code] = (await once(run, "exit")) as [number | null];
  exitCode = code ?? 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(exitCode);

async function prepare(seed: SeedKind) {
  const startedAt = Date.now();
  await prepareTemplate(server, folder, seed);
  console.log(`Seeded ${seed} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}

function startPlaywright() {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  return spawn(process.execPath, [cli, "test", ...process.argv.slice(2)], {
    stdio: "inherit",
    env: {
      ...process.env,
      TZ: "Asia/Kathmandu",
      E2E_POSTGRES_PORT: String(port),
      E2E_FOLDER: folder,
      E2E_BROWSER: JSON.stringify(browser),
    },
  });
}
