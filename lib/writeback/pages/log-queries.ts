// The log of writeback: every event with its records, per loan, per borrower or of everybody; each call; CSV.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { defineList } from "@/lib/list";
import { toMoney } from "@/lib/money/money";
import type {
  Prisma,
  WriteEvent,
  WriteEventKind,
  WriteEventState,
  WriteOperation,
  WriteOperationKind,
  WriteOperationState,
} from "@/prisma/generated/client";
import { postingsOf, subjectOf } from "@/lib/writeback/sending/prepare-operation";
import { ageSeconds } from "./queries";
import {
  ELSEWHERE_WORDS,
  EVENT_WORDS,
  KIND_WORDS,
  OPERATION_KIND_WORDS,
  OPERATION_WORDS,
} from "@/lib/writeback/codat/words";

export type OperationRow = {
  id: string;
  kind: WriteOperationKind;
  kindWords: string;
  state: WriteOperationState;
  stateWords: string;
  amount: string;
  pushOperationKey: string | null;
  recordId: string | null;
  idempotencyKey: string | null;
  attempts: number;
  requestedAt: string | null;
  answeredAt: string | null;
  ageSeconds: number | null;
  error: string | null;
  validation: { field: string; message: string }[];
  correlationId: string | null;
};

export type LogRow = {
  eventId: string;
  reference: string;
  loanId: string;
  loanNumber: number;
  borrowerId: string;
  borrowerName: string;
  kind: WriteEventKind;
  kindWords: string;
  occurredOn: IsoDate;
  cash: string;
  charge: string;
  principalAfter: string;
  ledgerTransactionId: string;
  state: WriteEventState;
  stateWords: string;
  heldCode: string | null;
  heldWords: string | null;
  canRetry: boolean;
  isBackfill: boolean;
  createdAt: string;
  doneAt: string | null;
  operations: OperationRow[];
};

type LogFilter = {
  borrowerId?: string | undefined;
  loanId?: string | undefined;
  state?: WriteEventState | undefined;
  q?: string | undefined; // reference, borrower, record id, operation key or correlation id
  eventId?: string | undefined;
};

/** Events with their operations, newest first. */
export const logList = defineList<Prisma.WriteEventOrderByWithRelationInput>()({
  orders: {
    id: (to) => ({ id: to }),
    date: (to) => ({ occurredOn: to }),
    amount: (to) => ({ cash: to }),
    state: (to) => ({ state: to }),
  },
  tie: (to) => [{ id: to }],
  defaultSort: { by: "id", direction: "desc" },
  where: whereOf,
  count: (where) => db.writeEvent.count({ where }),
  ids: (where, orderBy, slice) => db.writeEvent.findMany({ where, orderBy, select: { id: true }, ...slice }),
  async load(ids) {
    const events = await db.writeEvent.findMany({
      where: { id: { in: ids } },
      include: { operations: { orderBy: { position: "asc" } } },
    });
    const borrowers = await db.borrower.findMany({
      where: { id: { in: [...new Set(events.map(({ borrowerId }) => borrowerId))] } },
      select: { id: true, legalName: true },
    });
    const names = new Map(borrowers.map(({ id, legalName }) => [id, legalName]));
    return events.map((event) => logRow(event, names.get(event.borrowerId) ?? ""));
  },
  idOf: ({ eventId }) => eventId,
});

async function whereOf({
  borrowerId,
  loanId,
  state,
  q,
  eventId,
}: LogFilter): Promise<Prisma.WriteEventWhereInput> {
  const text = q?.trim() ?? "";
  return {
    ...(borrowerId ? { borrowerId } : {}),
    ...(loanId ? { loanId } : {}),
    ...(state ? { state } : {}),
    ...(eventId ? { id: BigInt(eventId) } : {}),
    ...(text === "" ? {} : { OR: await matching(text) }),
  };
}

async function matching(text: string): Promise<Prisma.WriteEventWhereInput[]> {
  const borrowers = await db.borrower.findMany({
    where: { legalName: { contains: text, mode: "insensitive" } },
    select: { id: true },
    take: 200,
  });
  const named: Prisma.WriteOperationWhereInput = {
    OR: [{ recordId: text }, { pushOperationKey: text }, { correlationId: text }, { idempotencyKey: text }],
  };
  return [
    { reference: { contains: text, mode: "insensitive" } },
    { borrowerId: { in: borrowers.map(({ id }) => id) } },
    { operations: { some: named } },
    { formerOperations: { some: named } },
  ];
}

function logRow(event: WriteEvent & { operations: WriteOperation[] }, borrowerName: string): LogRow {
  const amounts = new Map(
    postingsOf(event).map((posting) => [posting.kind as WriteOperationKind, amountOf(posting)]),
  );
  return {
    eventId: event.id.toString(),
    reference: event.reference,
    loanId: event.loanId,
    loanNumber: subjectOf(event).loanNumber,
    borrowerId: event.borrowerId,
    borrowerName,
    kind: event.kind,
    kindWords: KIND_WORDS[event.kind],
    occurredOn: fromDbDate(event.occurredOn),
    cash: event.cash.toFixed(2),
    charge: event.charge.toFixed(2),
    principalAfter: event.principalAfter.toFixed(2),
    ledgerTransactionId: event.ledgerTransactionId.toString(),
    state: event.state,
    stateWords: event.state === "PARKED" && event.isElsewhere ? ELSEWHERE_WORDS : EVENT_WORDS[event.state],
    heldCode: event.heldCode,
    heldWords: event.heldWords,
    canRetry: event.state === "HELD",
    isBackfill: event.isBackfill,
    createdAt: event.createdAt.toISOString(),
    doneAt: event.doneAt?.toISOString() ?? null,
    operations: event.operations.map((operation) =>
      operationRow(operation, amounts.get(operation.kind) ?? "0.00"),
    ),
  };
}

function amountOf(posting: ReturnType<typeof postingsOf>[number]): string {
  if (posting.kind !== "FEED_LINES") return toMoney(posting.amount);
  return toMoney(posting.lines.reduce((total, line) => total.plus(line)));
}

function operationRow(row: WriteOperation, amount: string): OperationRow {
  return {
    id: row.id,
    kind: row.kind,
    kindWords: OPERATION_KIND_WORDS[row.kind],
    state: row.state,
    stateWords: OPERATION_WORDS[row.state],
    amount,
    pushOperationKey: row.pushOperationKey,
    recordId: row.recordId,
    idempotencyKey: row.idempotencyKey,
    attempts: row.attempts,
    requestedAt: row.requestedAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    ageSeconds: row.requestedAt ? ageSeconds(row.requestedAt, row.answeredAt) : null,
    error: row.error,
    validation: row.validation as OperationRow["validation"],
    correlationId: row.correlationId,
  };
}

/** How many entries of a borrower need attention. */
export function countHeld(borrowerId: string): Promise<number> {
  return db.writeEvent.count({ where: { borrowerId, state: "HELD" } });
}

export type CallRow = {
  id: string;
  at: string;
  method: string;
  path: string;
  httpStatus: number | null;
  outcome: string;
  correlationId: string | null;
  idempotencyKey: string | null;
  durationMs: number;
  note: string | null;
};

/** Every call that was made for one event, oldest first. */
export async function listCalls({ eventId }: { eventId: string }): Promise<CallRow[]> {
  if (!/^\d{1,18}$/.test(eventId)) return [];
  const rows = await db.writebackCall.findMany({
    where: { eventId: BigInt(eventId) },
    orderBy: { id: "asc" },
    take: 500,
  });
  return rows.map(
    ({ id, at, method, path, httpStatus, outcome, correlationId, idempotencyKey, durationMs, note }) => ({
      id: id.toString(),
      at: at.toISOString(),
      ...{ method, path, httpStatus, outcome, correlationId, idempotencyKey, durationMs, note },
    }),
  );
}

const CSV_HEADER = [
  "Reference",
  "Borrower",
  "Loan",
  "Event",
  "Date",
  "Cash",
  "Interest and fees",
  "Principal after",
  "Ledger transaction",
  "State",
  "Reason",
  "Record",
  "Record state",
  "Record amount",
  "Operation key",
  "Record id",
  "Idempotency key",
  "Correlation id",
  "Attempts",
  "Requested at (server time)",
  "Response at (server time)",
  "Error",
];

/** The same log as a file: a line per record, or one for an event without records. */
export const LOG_CSV = { header: CSV_HEADER, lines: csvLines };

function csvLines(row: LogRow): string[][] {
  const head = [
    row.reference,
    row.borrowerName,
    `ML-${row.loanNumber}`,
    row.kindWords,
    row.occurredOn,
    row.cash,
    row.charge,
    row.principalAfter,
    row.ledgerTransactionId,
    row.stateWords,
    row.heldWords ?? "",
  ];
  if (row.operations.length === 0)
    return [[...head, ...Array.from({ length: CSV_HEADER.length - head.length }, () => "")]];
  return row.operations.map((each) => [
    ...head,
    each.kindWords,
    each.stateWords,
    each.amount,
    each.pushOperationKey ?? "",
    each.recordId ?? "",
    each.idempotencyKey ?? "",
    each.correlationId ?? "",
    String(each.attempts),
    each.requestedAt ?? "",
    each.answeredAt ?? "",
    each.error ?? "",
  ]);
}
