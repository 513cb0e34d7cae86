import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  isOpenToAll,
  isReadableByAll,
  isRoot,
  makeFolder,
  openToAll,
  serverHome,
  throwAwayFolder,
} from "./open-folders";
import { ensureTemporaryFolder } from "./temporary-folder.js";

let open: string;
let closed: string;
beforeEach(() => {
  open = throwAwayFolder("modern-lending-open-folders");
  closed = join(open, "closed");
  mkdirSync(closed);
  chmodSync(closed, 0o700);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(open, { recursive: true, force: true });
});

test("a folder below a closed one is closed, whether it exists or not", () => {
  mkdirSync(join(closed, "project"));
  expect(isOpenToAll(open)).toBe(true);
  expect(isOpenToAll(join(closed, "project"))).toBe(false);
  expect(isOpenToAll(join(closed, "data", "postgres"))).toBe(false);
});

test("one file that only its owner may read closes the programs' folder", () => {
  mkdirSync(join(open, "programs", "lib"), { recursive: true });
  const file = join(open, "programs", "lib", "libpq.so");
  writeFileSync(file, "");
  expect(isReadableByAll(join(open, "programs"))).toBe(true);
  chmodSync(file, 0o600);
  expect(isReadableByAll(join(open, "programs"))).toBe(false);
  openToAll(join(open, "programs"));
  expect(isReadableByAll(join(open, "programs"))).toBe(true);
});

test("a temporary folder for the server is open though TMPDIR is in a closed folder", () => {
  vi.stubEnv("TMPDIR", closed);
  expect(tmpdir()).toBe(closed);
  const folder = throwAwayFolder("modern-lending-open-folders", true);
  expect(isOpenToAll(folder)).toBe(true);
  rmSync(folder, { recursive: true });
});

test("a temporary folder that does not exist is passed over", () => {
  vi.stubEnv("TMPDIR", join(open, "missing"));
  const folder = throwAwayFolder("modern-lending-open-folders");
  expect(existsSync(folder)).toBe(true);
  rmSync(folder, { recursive: true });
});

test("a program whose temporary folder cannot be written to takes another one", () => {
  vi.stubEnv("TMPDIR", join(open, "missing"));
  ensureTemporaryFolder();
  expect(existsSync(tmpdir())).toBe(true);
});

test("root's server keeps its data outside of a closed folder, in a place that depends on it alone", () => {
  const wanted = join(closed, "data");
  expect(serverHome(wanted, false)).toBe(wanted);
  expect(serverHome(join(open, "data"), true)).toBe(join(open, "data"));
  const home = serverHome(wanted, true);
  expect(isOpenToAll(home)).toBe(true);
  expect(serverHome(wanted, true)).toBe(home);
  expect(serverHome(join(closed, "other"), true)).not.toBe(home);
});

test("a database that a folder closed later has cut off is named, and no second one begins", () => {
  mkdirSync(join(closed, "data", "postgres"), { recursive: true });
  writeFileSync(join(closed, "data", "postgres", "PG_VERSION"), "18\n");
  expect(() => serverHome(join(closed, "data"), true)).toThrow(/can no longer read that folder.*chmod o\+x/);
});

test("as root the folders made for the server are open whatever the umask", () => {
  const mask = process.umask(0o077);
  try {
    makeFolder(join(open, "a", "b"));
  } finally {
    process.umask(mask);
  }
  expect(statSync(join(open, "a", "b")).mode & 0o777).toBe(isRoot ? 0o755 : 0o700);
  expect(isOpenToAll(join(open, "a", "b"))).toBe(isRoot);
});
