// Imported before everything else that writes temporary files (tsx, the test runners): where the usual folder cannot be
// written to, this process and those it starts use another one. Plain JavaScript, since tsx itself needs it.
import { accessSync, constants, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

/** @param {string} folder */
export function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The places for temporary files, in the order in which they are tried. */
export function temporaryPlaces() {
  return [tmpdir(), "/tmp", "/var/tmp", fileURLToPath(new URL("../.data/tmp", import.meta.url))];
}

export function ensureTemporaryFolder() {
  if (isWritable(tmpdir())) return;
  const places = temporaryPlaces();
  if (!places.some(isWritable)) mkdirSync(places[places.length - 1] ?? "", { recursive: true });
  process.env.TMPDIR = places.find(isWritable) ?? tmpdir();
}

ensureTemporaryFolder();
