// npm run test:db [-- --postgres FOLDER] [FILES]: the database tests, on the PostgreSQL from npm or on an installed one, whose
// programs are in FOLDER.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const args = process.argv.slice(2);
const at = args.indexOf("--postgres");
const folder = at < 0 ? undefined : args.splice(at, 2)[1];
if (at >= 0 && !(folder && existsSync(join(folder, "initdb")))) {
  console.error(
    `There is no PostgreSQL in ${folder ?? "(no folder)"}. Name the folder of its programs: npm run test:db -- --postgres /usr/lib/postgresql/15/bin`,
  );
  process.exit(2);
}
const { status } = spawnSync(
  process.execPath,
  [join("node_modules", "vitest", "vitest.mjs"), "run", "--project", "db", ...args],
  { stdio: "inherit", env: { ...process.env, ...(folder && { POSTGRES_BIN: resolve(folder) }) } },
);
process.exit(status ?? 1);
