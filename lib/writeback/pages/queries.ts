// What screens show of one borrower's writeback. The database only; the books themselves are asked by choices.ts and
// read-back.ts. Plain objects: money as strings, dates as ISO strings.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate, now } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type {
  WriteEventKind,
  WriteOperation,
  WriteOperationKind,
  WriteOperationState,
  WritebackMapping,
} from "@/prisma/generated/client";
import { connectionView, type ConnectionView } from "@/lib/writeback/books/connection-view";
import { openFailure } from "@/lib/writeback/books/creation-refusal";
import { LENDER_ACCOUNT_NAME } from "@/lib/writeback/records/lender";
import { shownStatus, type LenderStatus } from "@/lib/writeback/records/lender-status";
import {
  findLeftBehind,
  softwareWarning,
  warningOf,
  type LeavingCard,
} from "@/lib/writeback/books/left-behind";
import { rulesOf } from "@/lib/writeback/records/platforms";
import { subjectOf, postingsOf } from "@/lib/writeback/sending/prepare-operation";
import { checkFeed } from "@/lib/writeback/records/preflight";
import { feedBody } from "@/lib/writeback/records/record-bodies";
import { missingCards } from "@/lib/writeback/books/target";
import type { CardName } from "@/lib/writeback/records/target-names";
import type { LenderSourceId } from "@/lib/writeback/records/ids";
import { ZERO } from "@/lib/money/money";
import { KIND_WORDS } from "@/lib/writeback/codat/words";

export type Mapped = { id: string; name: string };
export type WritebackSettings = {
  borrowerId: string;
  borrowerName: string;
  connection: ConnectionView | null;
  /** What to know before other software is connected, while records of loans stand in the books of this one. */
  leavingWarning: string | null;
  mapping: {
    version: number;
    deposit: Mapped | null;
    expense: Mapped | null;
    supplier: Mapped | null;
    /** `isStandIn`: the account so far, which records go to until the one that is being connected takes its place. */
    lender: (Mapped & { status: LenderStatus; isStandIn: boolean }) | null;
    isComplete: boolean;
    missing: CardName[];
    problem: { card: CardName | null; words: string } | null;
    /** What to know before another account is chosen, while records of loans stand on this one. */
    warnings: Record<LeavingCard, string | null>;
  };
  isOn: boolean;
  switchedAt: string | null;
  waiting: { parked: number; queued: number; held: number };
  pendingOperations: OperationProgress[];
  lastWriteAt: string | null;
};

export type OperationProgress = {
  id: string;
  kind: WriteOperationKind;
  state: WriteOperationState;
  startedAt: string;
  ageSeconds: number;
  error: string | null;
  validation: { field: string; message: string }[];
};

/** Everything of the settings page. @throws DomainError not-found */
export async function getSettings(borrowerId: string): Promise<WritebackSettings> {
  const borrower = await db.borrower.findUnique({ where: { id: borrowerId }, select: { legalName: true } });
  if (!borrower) throw new DomainError("not-found", "Borrower not found.");
  const [connection, mapping, counts, creations, last, left] = await Promise.all([
    db.writebackConnection.findUnique({ where: { borrowerId } }),
    db.writebackMapping.findUnique({ where: { borrowerId } }),
    db.writeEvent.groupBy({ by: ["state"], where: { borrowerId }, _count: true }),
    db.writeOperation.findMany({
      where: { borrowerId, eventId: null, formerEventId: null },
      orderBy: { createdAt: "desc" },
      take: 10,
    }),
    db.writeEvent.aggregate({ where: { borrowerId, state: "DONE" }, _max: { doneAt: true } }),
    findLeftBehind(db, borrowerId),
  ]);
  const countOf = (...states: string[]) =>
    counts.filter(({ state }) => states.includes(state)).reduce((total, { _count }) => total + _count, 0);
  const missing = missingCards(mapping);
  return {
    borrowerId,
    borrowerName: borrower.legalName,
    connection: connection && connectionView(connection),
    leavingWarning: connection && softwareWarning(rulesOf(connection.platformKey).name, left),
    mapping: {
      version: mapping?.version ?? 0,
      deposit: mapped(mapping?.depositId, mapping?.depositName),
      expense: mapped(mapping?.expenseId, mapping?.expenseName),
      supplier: mapped(mapping?.supplierId, mapping?.supplierName),
      lender: lenderOf(mapping),
      isComplete: missing.length === 0,
      missing,
      problem: mapping?.problem
        ? { card: (mapping.problemCard as CardName) ?? null, words: mapping.problem }
        : null,
      warnings: {
        deposit: mapping && warningOf("deposit", mapping, left),
        lender: mapping && warningOf("lender", mapping, left),
      },
    },
    isOn: mapping?.isOn ?? false,
    switchedAt: mapping?.switchedAt?.toISOString() ?? null,
    waiting: { parked: countOf("PARKED"), queued: countOf("QUEUED", "WRITING"), held: countOf("HELD") },
    pendingOperations: stillOpen(creations, mapping).map(progress),
    lastWriteAt: last._max.doneAt?.toISOString() ?? null,
  };
}

/** Under way, or failed and waiting for its person. */
function stillOpen(creations: WriteOperation[], mapping: WritebackMapping | null): WriteOperation[] {
  const of = (kind: WriteOperationKind) => creations.filter((each) => each.kind === kind);
  const version = mapping?.version ?? 0;
  const failures = [
    openFailure(of("SUPPLIER"), { version, isChosen: Boolean(mapping?.supplierId) }),
    openFailure(of("EXPENSE_ACCOUNT"), { version, isChosen: Boolean(mapping?.expenseId) }),
  ];
  return creations.filter(
    (each) => failures.includes(each) || (each.state !== "SUCCESS" && each.state !== "FAILED"),
  );
}

function mapped(id: string | null | undefined, name: string | null | undefined): Mapped | null {
  return id ? { id, name: name ?? id } : null;
}

function lenderOf(mapping: WritebackMapping | null) {
  if (!mapping) return null;
  const { lenderSourceId, lenderTargetId, lenderName, nextSourceId, nextStatus } = mapping;
  const id = lenderTargetId ?? lenderSourceId ?? (nextStatus === null ? null : nextSourceId);
  if (!id) return null;
  const isStandIn = nextStatus !== null && lenderTargetId !== null;
  return { id, name: lenderName ?? LENDER_ACCOUNT_NAME, status: shownStatus(mapping), isStandIn };
}

/** A supplier or account that is being created; null when it is somebody else's. */
export async function getOperation(
  borrowerId: string,
  operationId: string,
): Promise<OperationProgress | null> {
  const row = await db.writeOperation.findFirst({ where: { id: operationId, borrowerId } });
  return row && progress(row);
}

function progress(row: WriteOperation): OperationProgress {
  const startedAt = row.requestedAt ?? row.createdAt;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    startedAt: startedAt.toISOString(),
    ageSeconds: ageSeconds(startedAt, row.answeredAt),
    error: row.error,
    validation: row.validation as OperationProgress["validation"],
  };
}

/** From the request to its answer, or until now. */
export function ageSeconds(from: Date, to: Date | null): number {
  return Math.max(0, Math.trunc(((to ?? now()).getTime() - from.getTime()) / 1000));
}

type BackfillEvent = {
  id: string;
  loanNumber: number;
  reference: string;
  kind: WriteEventKind;
  kindWords: string;
  occurredOn: IsoDate;
  cash: string;
  charge: string;
  blocked: string | null; // why the platform would not take it
};
export type BackfillPreview = { events: BackfillEvent[]; total: number; blocked: number };

const MOST_EVENTS = 500;

/** What switching on could write of what has happened before, and what of it the platform's date limits forbid. */
export async function previewBackfill(borrowerId: string): Promise<BackfillPreview> {
  const where = { borrowerId, state: "PARKED" as const };
  const [rows, total, connection, today] = await Promise.all([
    db.writeEvent.findMany({ where, orderBy: { id: "asc" }, take: MOST_EVENTS }),
    db.writeEvent.count({ where }),
    db.writebackConnection.findUnique({ where: { borrowerId } }),
    businessDate(),
  ]);
  const rules = connection && rulesOf(connection.platformKey);
  const events = rows.map((row) => {
    const feed = postingsOf(row).find((posting) => posting.kind === "FEED_LINES");
    const body =
      feed && feedBody(subjectOf(row), feed, { lenderSourceId: "preview" as LenderSourceId }, ZERO);
    const [problem] = rules && body ? checkFeed(body, rules, today, null) : [];
    return {
      id: row.id.toString(),
      loanNumber: subjectOf(row).loanNumber,
      reference: row.reference,
      kind: row.kind,
      kindWords: KIND_WORDS[row.kind],
      occurredOn: fromDbDate(row.occurredOn),
      cash: row.cash.toFixed(2),
      charge: row.charge.toFixed(2),
      blocked: problem?.sentence ?? null,
    };
  });
  return { events, total, blocked: events.filter(({ blocked }) => blocked !== null).length };
}

/** For the banner on a loan's page; null when the borrower has never connected. */
export async function getLoanWriteback(
  loanId: string,
): Promise<{ isOn: boolean; problem: string | null; waiting: number } | null> {
  const loan = await db.loan.findUnique({ where: { id: loanId }, select: { borrowerId: true } });
  if (!loan) return null;
  const { borrowerId } = loan;
  const [connection, mapping, held, waiting] = await Promise.all([
    db.writebackConnection.findUnique({ where: { borrowerId } }),
    db.writebackMapping.findUnique({ where: { borrowerId } }),
    db.writeEvent.findFirst({ where: { loanId, state: "HELD" }, orderBy: { id: "asc" } }),
    db.writeEvent.count({ where: { loanId, state: { in: ["QUEUED", "WRITING", "HELD"] } } }),
  ]);
  if (!connection || !mapping) return null;
  const lost =
    mapping.isOn && connectionView(connection).needsReconnect
      ? "Your accounting software must be reconnected."
      : null;
  return { isOn: mapping.isOn, problem: lost ?? mapping.problem ?? held?.heldWords ?? null, waiting };
}
