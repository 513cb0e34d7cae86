// What pages show of bank accounts, their lines and the queue of exceptions.
import { addDays, compare, daysBetween, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { getBalances } from "@/lib/ledger/queries";
import { defineList } from "@/lib/list";
import { SUSPENSE_PAYMENTS, SUSPENSE_RECEIPTS } from "@/lib/transaction-types/account-codes";
import { MOST_WRITTEN_OFF } from "@/lib/transaction-types/bank-line";
import type { Prisma } from "@/prisma/generated/client";
import { coverageOf } from "./coverage";
import { resolveBy } from "./exception-deadline";
import { reconcileDays, type BankDayRow } from "./days";
import type { MatchedTarget } from "./matching/model";
import { orderOf } from "./match-targets";
import { oldSuspense } from "./old-exceptions";
import type { StatementPreview } from "./read-uploaded-file";

const DAYS_SHOWN = 31;

/** Whether closing through a day needs a note: unidentified money is older than thirty days by then. */
export async function hasOldSuspense(through: IsoDate): Promise<boolean> {
  return (await oldSuspense(db, through)).count > 0;
}

export type BankOverview = {
  id: string;
  name: string;
  number: string;
  ledgerCode: string;
  /** The days that statements cover, newest first; none before the first statement. */
  days: BankDayRow[];
  covered: { from: IsoDate; to: IsoDate } | null;
  suspense: { receipts: string; payments: string };
  openExceptions: number;
};

/** Each of our bank accounts with its last days. */
export async function listBankOverviews(): Promise<BankOverview[]> {
  const accounts = await db.bankAccount.findMany({ orderBy: { createdAt: "asc" } });
  const balances = await getBalances([SUSPENSE_RECEIPTS, SUSPENSE_PAYMENTS]);
  const posted = (code: string) => balances.get(code)?.posted ?? "0.00";
  return Promise.all(
    accounts.map(async ({ id, name, number, ledgerCode }) => {
      const coverage = await coverageOf(db, id);
      const last = coverage && { from: addDays(coverage.to, 1 - DAYS_SHOWN), to: coverage.to };
      return {
        ...{ id, name, number, ledgerCode },
        days: last ? (await reconcileDays({ id, name, ledgerCode }, last)).reverse() : [],
        covered: coverage && { from: coverage.from, to: coverage.to },
        suspense: { receipts: posted(SUSPENSE_RECEIPTS), payments: posted(SUSPENSE_PAYMENTS) },
        openExceptions: await db.bankException.count({ where: { bankAccountId: id, resolvedOn: null } }),
      };
    }),
  );
}

export type BankFileState =
  "READING" | "READY" | "IMPORTING" | "WAITING" | "IMPORTED" | "REFUSED" | "DISCARDED";

export type BankFileView = {
  id: string;
  name: string;
  format: string;
  size: number;
  state: BankFileState;
  message: string | null;
  preview: StatementPreview[];
  uploadedById: string;
  uploadedOn: IsoDate;
};

const FILES_SHOWN = 20;

/** The files that were uploaded last, newest first. */
export async function listBankFiles(): Promise<BankFileView[]> {
  const rows = await db.bankFile.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: FILES_SHOWN,
    omit: { content: true },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    format: row.format,
    size: row.size,
    state: row.state as BankFileState,
    message: row.message,
    preview: (row.preview ?? []) as unknown as StatementPreview[],
    uploadedById: row.uploadedById,
    uploadedOn: fromDbDate(row.uploadedOn),
  }));
}

export type BankLineMatch = {
  targetType: "ORDER" | "RETURN" | "SENT_BACK" | "FEE" | "INTEREST" | "TAX" | "SUSPENSE";
  targetId: string;
  amount: string;
  rule: string;
  score: number;
  matchedById: string | null;
  transactionId: string | null;
};

export type BankLineView = {
  id: string;
  postedOn: IsoDate;
  valueOn: IsoDate | null;
  amount: string;
  typeCode: string | null;
  reference: string | null;
  bankReference: string | null;
  description: string | null;
  counterparty: string | null;
  source: string;
  matches: BankLineMatch[];
  suggestion: { rule: string; score: number; reason: string; targets: MatchedTarget[] } | null;
};

type BankLineFilters = {
  state?: "open" | "matched" | "suspense" | undefined;
  on?: IsoDate | undefined;
  text?: string | undefined;
};

const live = { undoneAt: null } satisfies Prisma.BankMatchWhereInput;

/** Lines of every account's statements, newest first. */
export const bankLineList = defineList<Prisma.BankLineRowOrderByWithRelationInput>()({
  orders: {
    posted: (to) => ({ postedOn: to }),
    amount: (to) => ({ amount: to }),
  },
  tie: (to) => [{ id: to }],
  defaultSort: { by: "posted", direction: "desc" },
  where: ({ state, on, text }: BankLineFilters): Prisma.BankLineRowWhereInput => ({
    ...(state === "open" && { matches: { none: live } }),
    ...(state === "matched" && { matches: { some: live } }),
    ...(state === "suspense" && { matches: { some: { ...live, targetType: "SUSPENSE" } } }),
    ...(on && { postedOn: toDbDate(on) }),
    ...(text && {
      OR: [
        { description: { contains: text, mode: "insensitive" } },
        { reference: { contains: text, mode: "insensitive" } },
        { counterparty: { contains: text, mode: "insensitive" } },
      ],
    }),
  }),
  count: (where) => db.bankLineRow.count({ where }),
  ids: (where, orderBy, slice) => db.bankLineRow.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: loadLines,
  idOf: ({ id }) => id,
});

async function loadLines(ids: bigint[]): Promise<BankLineView[]> {
  const rows = await db.bankLineRow.findMany({
    where: { id: { in: ids } },
    include: {
      matches: { where: live, orderBy: { id: "asc" } },
      suggestion: true,
      statement: { select: { source: true } },
    },
  });
  return rows.map(({ matches, suggestion, statement, ...row }) => ({
    id: String(row.id),
    postedOn: fromDbDate(row.postedOn),
    valueOn: row.valueOn && fromDbDate(row.valueOn),
    amount: row.amount.toFixed(2),
    typeCode: row.typeCode,
    reference: row.reference,
    bankReference: row.bankReference,
    description: row.description,
    counterparty: row.counterparty,
    source: statement.source,
    matches: matches.map((match) => ({
      targetType: match.targetType as BankLineMatch["targetType"],
      targetId: match.targetId,
      amount: match.amount.toFixed(2),
      rule: match.rule,
      score: match.score,
      matchedById: match.matchedById,
      transactionId: match.transactionId?.toString() ?? null,
    })),
    suggestion: suggestion && {
      rule: suggestion.rule,
      score: suggestion.score,
      reason: suggestion.reason,
      targets: (suggestion.targets as unknown as MatchedTarget[]).map((target) => ({
        ...target,
        id: orderOf(target.id),
      })),
    },
  }));
}

export type BankExceptionView = {
  id: string;
  kind: string;
  amount: string;
  openedOn: IsoDate;
  /** Days since it was opened, until today or until it was resolved. */
  age: number;
  ownerId: string | null;
  resolvedOn: IsoDate | null;
  resolution: string | null;
  note: string | null;
  paymentOrderId: string | null;
  line: { id: string; postedOn: IsoDate; text: string; isBooked: boolean } | null;
  /** When it should be resolved. */
  dueOn: IsoDate;
  isOverdue: boolean;
  isBeingSentBack: boolean;
  canBeWrittenOff: boolean;
  /** Open ones of the same amount in the other direction, which may cancel this one. */
  offsets: { id: string; text: string }[];
};

type ExceptionFilters = { state?: "open" | "resolved" | undefined; kind?: string | undefined };

/** The queue: what is open first, the oldest of it first. */
export const bankExceptionList = defineList<Prisma.BankExceptionOrderByWithRelationInput>()({
  orders: {
    state: (to) => ({ resolvedOn: { sort: to, nulls: to === "asc" ? "last" : "first" } }),
    opened: (to) => ({ openedOn: to }),
    amount: (to) => ({ amount: to }),
    kind: (to) => ({ kind: to }),
  },
  tie: (to) => [{ createdAt: to }, { id: to }],
  defaultSort: { by: "state", direction: "desc" },
  where: ({ state, kind }: ExceptionFilters): Prisma.BankExceptionWhereInput => ({
    ...(state === "open" && { resolvedOn: null }),
    ...(state === "resolved" && { resolvedOn: { not: null } }),
    ...(kind && { kind }),
  }),
  count: (where) => db.bankException.count({ where }),
  ids: (where, orderBy, slice) =>
    db.bankException.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: loadExceptions,
  idOf: ({ id }) => id,
});

const WITH_LINE = {
  line: { include: { matches: { where: { ...live, targetType: "SUSPENSE" } } } },
  sendBacks: { where: { state: "ASKED" } },
} satisfies Prisma.BankExceptionInclude;

async function loadExceptions(ids: string[]): Promise<BankExceptionView[]> {
  const today = await businessDate();
  const rows = await db.bankException.findMany({ where: { id: { in: ids } }, include: WITH_LINE });
  const opposite = await db.bankException.findMany({
    where: {
      resolvedOn: null,
      amount: { in: rows.map(({ amount }) => amount.negated()) },
      line: { matches: { some: { ...live, targetType: "SUSPENSE" } } },
    },
    include: WITH_LINE,
  });
  return rows.map((row) => {
    const { id, kind, amount, ownerId, resolution, note, paymentOrderId, line } = row;
    const [openedOn, resolvedOn] = [fromDbDate(row.openedOn), row.resolvedOn && fromDbDate(row.resolvedOn)];
    const isBooked = (line?.matches.length ?? 0) > 0;
    const dueOn = resolveBy({ amount: amount.toFixed(2), openedOn });
    return {
      ...{ id, kind, ownerId, resolution, note, paymentOrderId, openedOn, resolvedOn },
      amount: amount.toFixed(2),
      age: daysBetween(openedOn, resolvedOn ?? today),
      dueOn,
      isOverdue: resolvedOn === null && compare(dueOn, today) < 0,
      isBeingSentBack: row.sendBacks.length > 0,
      canBeWrittenOff: amount.abs().lte(MOST_WRITTEN_OFF),
      line: line && { ...asLine(line), isBooked },
      offsets:
        isBooked && resolvedOn === null
          ? opposite
              .filter((other) => other.amount.equals(amount.negated()))
              .map((other) => ({ id: other.id, text: other.line ? asLine(other.line).text : other.id }))
          : [],
    };
  });
}

function asLine({ id, postedOn, description, counterparty, reference }: LineText) {
  const text = [description, counterparty, reference].filter((part) => part !== null).join(", ");
  return { id: String(id), postedOn: fromDbDate(postedOn), text: text || "No description" };
}

type LineText = {
  id: bigint;
  postedOn: Date;
  description: string | null;
  counterparty: string | null;
  reference: string | null;
};
