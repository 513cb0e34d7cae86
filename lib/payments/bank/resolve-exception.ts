// What treasury does with the queue of exceptions. Every way out takes the amount off the suspense account that it is on.
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { postTransaction } from "@/lib/ledger/verbs";
import { d, dollars } from "@/lib/money/money";
import {
  MOST_WRITTEN_OFF,
  suspenseOffset,
  suspenseWasFee,
  suspenseWrittenOff,
} from "@/lib/transaction-types/bank-line";
import { lockPaymentOrder, changeStatus } from "@/lib/payments/change-status";
import { takeBackBooking } from "./bank-line-work";
import {
  auditException,
  clearKey,
  lockBooked,
  lockException,
  resolve,
  type ExceptionItem,
} from "./exception-item";
import { writeMatches } from "./match-bank-lines";

/** Whose work an exception is. @throws DomainError "not-found"; "wrong-state" when it is resolved */
export async function takeException({ userId, exceptionId }: { userId: string; exceptionId: string }) {
  await inTransaction(async (tx) => {
    const { line } = await lockException(tx, exceptionId);
    await tx.bankException.update({ where: { id: exceptionId }, data: { ownerId: userId } });
    await auditException(tx, { userId, exceptionId, action: "bank-exception.assign-owner", on: line.on });
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
    await tx.bankException.update({
      where: { id: exceptionId },
      data: { note: `Claimed from the bank: ${note}`, ownerId: userId },
    });
    await auditException(tx, {
      userId,
      exceptionId,
      action: "bank-exception.claim",
      on: line.on,
      detail: { note },
    });
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
    await assignToOrder(tx, { lineId, line, amount, exception: { id: exceptionId } }, named, {
      userId,
      resolution: "DEPOSIT",
    });
  });
}

/**
 * An unidentified receipt pays an order that waits for it: what was booked for it is taken back, the line is matched with the
 * order, and the order completes, which posts it as every other. The exception is resolved.
 *
 * @throws DomainError "invalid" on the field "reference" when the order no longer waits
 */
export async function assignToOrder(
  tx: Tx,
  {
    line,
    lineId,
    amount,
    exception,
  }: Pick<ExceptionItem, "line" | "lineId" | "amount"> & { exception: { id: string } },
  order: { id: string; reference: string },
  { userId, resolution }: { userId: string; resolution: string },
): Promise<void> {
  await takeBackBooking(tx, line, { userId, reason: `Assigned to ${order.reference}` });
  const targets = [{ id: order.id, kind: "ORDER" as const, amount }];
  await writeMatches(tx, [{ lineId, targets, rule: "reference", score: 100 }], { on: line.on, userId });
  const locked = await lockPaymentOrder(tx, order.id);
  const isWaiting = locked?.status === "EXPECTED" || locked?.status === "CREATED";
  if (!locked || !isWaiting || !(await changeStatus(tx, locked, { status: "COMPLETED", source: "ours" })))
    throw new DomainError(
      "invalid",
      "The payment with this reference no longer waits for money.",
      "reference",
    );
  await resolve(tx, [exception.id], { userId, on: line.on, resolution, transactionId: null });
}

/**
 * A difference of at most a dollar is written off. Dr reconciliation differences, Cr unidentified payments; of a receipt
 * Dr unidentified receipts, Cr reconciliation differences.
 *
 * @throws DomainError "not-found"; "wrong-state" when it is resolved, not booked as unidentified, or more than a dollar
 */
export async function writeOffException({ userId, exceptionId }: { userId: string; exceptionId: string }) {
  await inTransaction(async (tx) => {
    const { line, amount } = await lockBooked(tx, exceptionId);
    if (d(amount).abs().gt(MOST_WRITTEN_OFF))
      throw new DomainError(
        "wrong-state",
        `At most ${dollars(MOST_WRITTEN_OFF)} can be written off, but this is ${dollars(d(amount).abs())}. Find out what it is.`,
      );
    const { transactionId } = await postTransaction(tx, {
      ...suspenseWrittenOff(amount),
      key: clearKey(exceptionId),
      mode: "record",
      effectiveOn: line.on,
      metadata: { bankLineId: line.id },
    });
    await resolve(tx, [exceptionId], { userId, on: line.on, resolution: "WRITTEN_OFF", transactionId });
  });
}
