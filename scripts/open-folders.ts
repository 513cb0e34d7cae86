// Folders for the database server. PostgreSQL refuses to run as root, so where root starts it, it runs as a separate
// user, who must be able to enter every folder above its programs and its data.
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isWritable, temporaryPlaces } from "./temporary-folder.js";

export const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const isRoot = process.getuid?.() === 0;

const ENTER = 0o001;
const READ = 0o004;

/** True when any user may enter every folder down to `path`, as far as these exist. */
export function isOpenToAll(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & ENTER) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** True when any user may reach and read everything in `folder`: with a strict umask npm writes files for their owner alone. */
export function isReadableByAll(folder: string): boolean {
  if (!isOpenToAll(folder)) return false;
  return readdirSync(folder, { withFileTypes: true, recursive: true }).every((entry) => {
    if (entry.isSymbolicLink()) return true;
    const needed = entry.isDirectory() ? READ | ENTER : READ;
    return (statSync(join(entry.parentPath, entry.name)).mode & needed) === needed;
  });
}

/** Lets any user reach and read everything in `folder`; what its owner may execute, everybody may. */
export function openToAll(folder: string) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || (statSync(path).mode & 0o100) !== 0;
    chmodSync(path, isProgram ? 0o755 : 0o644);
  }
}

/** Creates a folder with those above it. As root any user may enter the new ones, whatever the umask. */
export function makeFolder(path: string) {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined || !isRoot) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder)) chmodSync(folder, 0o755);
}

/** The first place for temporary files that this process can write to and, as root, others can enter. */
function temporaryPlace(asRoot: boolean): string {
  const places = temporaryPlaces();
  const place = places.find((folder) => isWritable(folder) && (!asRoot || isOpenToAll(folder)));
  if (place === undefined)
    throw new Error(
      `Temporary files can be written to none of ${places.join(", ")}. Set TMPDIR to a folder.`,
    );
  return place;
}

/** A new folder for temporary files that the database server can enter. Whoever asks removes it. */
export function throwAwayFolder(name: string, asRoot = isRoot): string {
  const folder = mkdtempSync(join(temporaryPlace(asRoot), `${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * The folder for the database server's data: `wanted` where its user can enter it; otherwise, as root, one that belongs
 * to `wanted` in a public place which outlives a restart of the machine.
 *
 * @throws when `wanted` holds a database already that the server can no longer reach
 */
export function serverHome(wanted: string, asRoot = isRoot): string {
  if (!asRoot || isOpenToAll(wanted)) return wanted;
  if (existsSync(join(wanted, "postgres", "PG_VERSION")))
    throw new Error(
      `The database is in ${wanted}, but other users can no longer read that folder, and PostgreSQL does not run as root. ` +
        "Open the folders above it (chmod o+x), or choose another folder with DATA_DIR.",
    );
  const place = ["/var/lib", "/var/tmp", tmpdir()].find(
    (folder) => isWritable(folder) && isOpenToAll(folder),
  );
  const name = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const home = join(place ?? "/tmp", `modern-lending-${name}`);
  if (existsSync(home) && statSync(home).uid !== 0)
    throw new Error(`${home} belongs to another user. Remove it, or choose another folder with DATA_DIR.`);
  return home;
}
