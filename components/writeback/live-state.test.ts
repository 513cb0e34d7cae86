import { expect, it } from "vitest";
import type { OperationProgress, WritebackSettings } from "@/lib/writeback/pages/queries";
import { fingerprint, isMoving } from "./live-state";

const connection: WritebackSettings["connection"] = {
  status: "Linked",
  statusWords: "Connected",
  platformKey: "gbol",
  platformName: "Xero",
  tenantName: "Art",
  baseCurrency: "USD",
  problem: null,
  isReady: true,
  readiness: [],
  lastSyncAt: "2026-01-05T10:00:00.000Z",
  isFeedPaused: false,
  needsReconnect: false,
  canWrite: true,
  cannotWriteWhy: null,
};
const settled: WritebackSettings = {
  borrowerId: "brw_1",
  borrowerName: "Art",
  connection,
  leavingWarning: null,
  mapping: {
    version: 3,
    deposit: null,
    expense: null,
    supplier: null,
    lender: null,
    isComplete: false,
    missing: [],
    problem: null,
    warnings: { deposit: null, lender: null },
  },
  isOn: false,
  switchedAt: null,
  waiting: { parked: 0, queued: 0, held: 0 },
  pendingOperations: [],
  lastWriteAt: null,
};
const creation: OperationProgress = {
  id: "wbo_1",
  kind: "SUPPLIER",
  state: "PENDING",
  startedAt: "2026-01-05T10:00:00.000Z",
  ageSeconds: 1,
  error: null,
  validation: [],
};

it("asks the accounting service only while something is under way there", () => {
  const connecting = { id: "1", name: "Loan", status: "connecting" as const, isStandIn: false };
  const unlinked = { ...connection, status: "Unlinked" as const, isReady: false };
  const moves = (changed: Partial<WritebackSettings>, isBack = false) =>
    isMoving({ ...settled, ...changed }, isBack);
  expect(moves({})).toBe(false);
  expect(moves({ connection: null })).toBe(false);
  expect(moves({ connection: unlinked })).toBe(false);
  expect(moves({ connection: { ...connection, status: "PendingAuth" } })).toBe(true);
  expect(moves({ connection: { ...connection, isReady: false } })).toBe(true);
  expect(moves({ mapping: { ...settled.mapping, lender: connecting } })).toBe(true);
  expect(moves({ pendingOperations: [creation] })).toBe(true);
  expect(moves({ pendingOperations: [{ ...creation, state: "FAILED" }] })).toBe(false);
});

it("looks again for who has just reconnected, though the old state is all that is known yet", () => {
  const unlinked = { ...connection, status: "Unlinked" as const, isReady: false };
  expect(isMoving({ ...settled, connection: unlinked }, true)).toBe(true);
  expect(isMoving(settled, true)).toBe(false);
});

it("redraws the page for a change and not because time has passed", () => {
  const waiting = { ...settled, pendingOperations: [creation] };
  const later = { ...settled, pendingOperations: [{ ...creation, ageSeconds: 9 }] };
  const synced = { ...settled, connection: { ...connection, lastSyncAt: "2026-01-05T11:00:00.000Z" } };
  expect(fingerprint(later)).toBe(fingerprint(waiting));
  expect(fingerprint(synced)).toBe(fingerprint(settled));
  expect(fingerprint(waiting)).not.toBe(fingerprint(settled));
  expect(fingerprint({ ...settled, mapping: { ...settled.mapping, version: 4 } })).not.toBe(
    fingerprint(settled),
  );
});
