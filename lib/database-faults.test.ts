import { expect, it } from "vitest";
import { WEB, WORKER } from "@/lib/connection-limits";
import { databaseFaults, limitFaults, type DatabaseFacts } from "@/lib/database-faults";

const well: DatabaseFacts = {
  currentUser: "modern_lending_app",
  sessionUser: "modern_lending_app",
  isSuperuser: false,
  ownsLedger: false,
  version: 150_004,
  isEncrypted: true,
  limits: WEB,
};
const faults = (changes: Partial<DatabaseFacts>, isProduction = true, isRemote = true) =>
  databaseFaults({ ...well, ...changes }, { isProduction, isRemote });

it("finds nothing wrong with the application's role on an encrypted connection", () =>
  expect(faults({})).toEqual([]));

it("refuses rights that a pooler left as they were, in the sandbox too", () =>
  expect(faults({ currentUser: "owner" }, false)).toEqual([
    expect.stringContaining("Statements run as owner"),
  ]));

it("refuses a server older than PostgreSQL 15", () =>
  expect(faults({ version: 140_011 }, false)).toEqual([
    "The server is PostgreSQL 14: 15 or newer is needed",
  ]));

it("refuses a connection to another machine that is not encrypted, in production", () => {
  expect(faults({ isEncrypted: false })).toEqual([expect.stringContaining("not encrypted")]);
  expect(faults({ isEncrypted: false }, true, false)).toEqual([]);
  expect(faults({ isEncrypted: false }, false, true)).toEqual([]);
});

it("names everything at once", () =>
  expect(
    faults({ currentUser: "owner", isSuperuser: true, version: 130_000, isEncrypted: false }),
  ).toHaveLength(4));

it("finds nothing wrong with the limits that were asked for", () =>
  expect(limitFaults(well, WEB, false)).toEqual([]));

it("names limits that the role has lost, as after a logical restore, and how to set them", () =>
  expect(limitFaults({ ...well, limits: { ...WEB, lock: 0 } }, WEB, false)).toEqual([
    "The connection lacks its limits (lock_timeout is 0 ms instead of 10000): " +
      "as the owner, run ALTER ROLE modern_lending_app SET lock_timeout = 10000",
  ]));

it("names a pooler that drops the limits of the worker", () =>
  expect(limitFaults(well, WORKER, true)).toEqual([expect.stringContaining("set WORKER_DATABASE_URL")]));
