// What treasury does with the queue of exceptions. Every way out takes the amount off the suspense account that it is on.
import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { postTransaction } from "@/lib/ledger/verbs";
import { d, dollars } from "@/lib/money/money";
import { suspenseOffset, suspenseWasFee } from "@/lib/transaction-types/bank-line";
import type { BankException } from "@/prisma/generated/client";
import { completeIfAwaited, lockLine, undoMatchesOf } from "./bank-line-work";
import { writeMatches } from "./match-bank-lines";

type Item = {
  exception: BankException;
  lineId: string;
  amount: string;
  line: Awaited<ReturnType<typeof lockLine>>;
};

/** Whose work an exception is. @throws DomainError "not-found"; "wrong-state" when it is resolved */
export async function takeException({ userId, exceptionId }: { userId: string; exceptionId: string }) {
  await inTransaction(async (tx) => {
    const { line } = await lockException(tx, exceptionId);
    await tx.bankException.update({ where: { id: exceptionId }, data: { ownerId: userId } });
    await audit(tx, { userId, exceptionId, action: "bank-exception.assign-owner", on: line.on });
  });
}

/**
 * An unidentified payment was a fee of the bank: Dr bank fees, Cr unidentified payments.
 *
 * @throws DomainError "not-found"; "wrong-state" when it is resolved, came in, or is not booked as unidentified
 */
export async function resolveAsFee({ userId, exceptionId }: { userId: string; exceptionId: string }) {
  await inTransaction(async (tx) => {
    const { line, amount } = await lockBooked(tx, exceptionId);
    if (!amount.startsWith("-"))
      throw new DomainError("wrong-state", "This money came in. A fee is money that left the account.");
    const { transactionId } = await postTransaction(tx, {
      ...suspenseWasFee(d(amount).abs()),
      key: clearKey(exceptionId),
      mode: "record",
      effectiveOn: line.on,
      metadata: { bankLineId: line.id },
    });
    await resolve(tx, [exceptionId], { userId, on: line.on, resolution: "FEE", transactionId });
  });
}

/**
 * The bank owes this back, such as a payment that it made twice: it stays in the queue, marked as claimed, until the money
 * comes and is set against it.
 *
 * @throws DomainError "not-found"; "wrong-state" when it is resolved, came in, or is not booked as unidentified
 */
export async function claimFromBank({
  userId,
  exceptionId,
  note,
}: {
  userId: string;
  exceptionId: string;
  note: string;
}) {
  await inTransaction(async (tx) => {
    const { line, amount } = await lockBooked(tx, exceptionId);
    if (!amount.startsWith("-"))
      throw new DomainError("wrong-state", "This money came in, so the bank does not owe it.");
    await tx.bankException.update({ where: { id: exceptionId }, data: { note, ownerId: userId } });
    await audit(tx, { userId, exceptionId, action: "bank-exception.claim", on: line.on, detail: { note } });
  });
}

/**
 * The bank gave an unidentified payment back: an unidentified receipt of the same amount is set against it.
 * Dr unidentified receipts, Cr unidentified payments.
 *
 * @throws DomainError "not-found"; "wrong-state" when the two do not have the same amount in opposite directions
 */
export async function offsetExceptions({
  userId,
  exceptionId,
  againstId,
}: {
  userId: string;
  exceptionId: string;
  againstId: string;
}) {
  await inTransaction(async (tx) => {
    const one = await lockBooked(tx, exceptionId);
    const other = await lockBooked(tx, againstId);
    if (!d(one.amount).plus(other.amount).isZero())
      throw new DomainError(
        "wrong-state",
        `These do not cancel out: ${dollars(one.amount)} and ${dollars(other.amount)}.`,
      );
    const { on } = one.line;
    const { transactionId } = await postTransaction(tx, {
      ...suspenseOffset(d(one.amount).abs()),
      key: clearKey(exceptionId),
      mode: "record",
      effectiveOn: on,
      metadata: { bankLineId: one.lineId },
    });
    await resolve(tx, [exceptionId, againstId], { userId, on, resolution: "OFFSET", transactionId });
  });
}

/**
 * An unidentified receipt is a deposit that an investor announced and sent with another reference: what was booked for it is
 * reversed, the line is matched with the deposit, and the deposit completes, which posts Dr cash, Cr investor principal.
 *
 * @throws DomainError "not-found"; "wrong-state" when the payment does not wait for money or has another amount
 */
export async function resolveAsDeposit({
  userId,
  exceptionId,
  reference,
}: {
  userId: string;
  exceptionId: string;
  reference: string;
}) {
  await inTransaction(async (tx) => {
    const { line, lineId, amount } = await lockBooked(tx, exceptionId);
    const named = await tx.paymentOrder.findUnique({ where: { reference: reference.trim().toUpperCase() } });
    if (!named || named.direction !== "INCOMING")
      throw new DomainError("invalid", "No payment that we wait for has this reference.", "reference");
    if (!named.amount.equals(amount))
      throw new DomainError(
        "invalid",
        `The payment with this reference is ${dollars(named.amount.toFixed(2))}, but ${dollars(amount)} arrived.`,
        "reference",
      );
    await undoMatchesOf(tx, line, { userId, reason: `Assigned to ${named.reference}` });
    const targets = [{ id: named.id, kind: "ORDER" as const, amount }];
    await writeMatches(tx, [{ lineId, targets, rule: "reference", score: 100 }], { on: line.on, userId });
    if (!(await completeIfAwaited(tx, named.id)))
      throw new DomainError(
        "invalid",
        "The payment with this reference no longer waits for money.",
        "reference",
      );
    await resolve(tx, [exceptionId], { userId, on: line.on, resolution: "DEPOSIT", transactionId: null });
  });
}

const clearKey = (exceptionId: string) => `bank-exception:${exceptionId}`;

async function resolve(
  tx: Tx,
  exceptionIds: string[],
  of: { userId: string; on: IsoDate; resolution: string; transactionId: string | null },
) {
  await tx.bankException.updateMany({
    where: { id: { in: exceptionIds } },
    data: {
      resolvedOn: toDbDate(of.on),
      resolvedById: of.userId,
      resolution: of.resolution,
      transactionId: of.transactionId === null ? null : BigInt(of.transactionId),
    },
  });
  for (const exceptionId of exceptionIds)
    await audit(tx, {
      ...{ userId: of.userId, exceptionId, on: of.on, action: "bank-exception.resolve" },
      detail: { resolution: of.resolution },
    });
}

async function lockException(tx: Tx, exceptionId: string): Promise<Item> {
  const found = await tx.bankException.findUnique({ where: { id: exceptionId } });
  if (!found || found.lineId === null) throw new DomainError("not-found", "Exception not found.");
  const lineId = String(found.lineId);
  const line = await lockLine(tx, lineId);
  const exception = await tx.bankException.findUniqueOrThrow({ where: { id: exceptionId } });
  if (exception.resolvedOn !== null)
    throw new DomainError("wrong-state", "This exception is resolved already. Reload the page.");
  return { exception, lineId, amount: line.amount, line };
}

async function lockBooked(tx: Tx, exceptionId: string): Promise<Item> {
  const item = await lockException(tx, exceptionId);
  const booked = await tx.bankMatch.findFirst({
    where: { lineId: BigInt(item.lineId), undoneAt: null, targetType: "SUSPENSE" },
  });
  if (!booked)
    throw new DomainError(
      "wrong-state",
      "Book this line as unidentified first. Then it can be resolved here.",
    );
  return item;
}

function audit(
  tx: Tx,
  of: {
    userId: string;
    exceptionId: string;
    action: "bank-exception.assign-owner" | "bank-exception.claim" | "bank-exception.resolve";
    on: IsoDate;
    detail?: Record<string, string>;
  },
) {
  return recordAudit(tx, {
    actorUserId: of.userId,
    action: of.action,
    subjectType: "bank-exception",
    subjectId: of.exceptionId,
    detail: of.detail ?? {},
    businessDate: of.on,
  });
}
