// Money that came in and belongs to nobody we know goes back to whom it came from.
import { fromDbDate, toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { holdTransaction, releaseHold, settleHold } from "@/lib/ledger/verbs";
import { newReference } from "@/lib/payments/create-payment-order";
import { refusalOf, returnIncoming } from "@/lib/payments/provider";
import { addJob } from "@/lib/queue";
import { receiptSentBack } from "@/lib/transaction-types/bank-line";
import type { BankSendBack } from "@/prisma/generated/client";
import { lockBankAccount } from "./bank-accounts";
import { auditException, clearKey, lockBooked, resolve } from "./exception-item";
import { SEND_BACK } from "./match-targets";

/**
 * Asks the bank to send an unidentified receipt back. Its money is held until the bank has answered, so that nobody else is
 * paid with it. Dr unidentified receipts, Cr cash, pending.
 *
 * @throws DomainError "not-found"; "wrong-state" when it is resolved, left the account, is not booked as unidentified, or the
 *   bank gave no reference of the line; "insufficient-funds"
 */
export async function requestSendBack({
  userId,
  exceptionId,
  reason,
}: {
  userId: string;
  exceptionId: string;
  reason: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const { line, lineId, amount } = await lockBooked(tx, exceptionId);
    if (amount.startsWith("-"))
      throw new DomainError(
        "wrong-state",
        "This money left the account. Only money that came in is sent back.",
      );
    const { bankReference } = await tx.bankLineRow.findUniqueOrThrow({ where: { id: BigInt(lineId) } });
    if (bankReference === null)
      throw new DomainError(
        "wrong-state",
        "The bank gave no reference for this line, so it cannot be returned here. Ask the bank to return it.",
      );
    const id = newId(SEND_BACK);
    const { transactionId } = await holdTransaction(tx, {
      ...receiptSentBack(amount),
      key: `send-back:${id}`,
      mode: "authorize",
      effectiveOn: line.on,
      metadata: { bankLineId: lineId },
    });
    await tx.bankSendBack.create({
      data: {
        ...{ id, exceptionId, amount, reason, reference: newReference() },
        bankAccountId: line.bankAccountId,
        requestedById: userId,
        requestedOn: toDbDate(line.on),
        holdTransactionId: BigInt(transactionId),
      },
    });
    await addJob(tx, "send-back-receipt", { sendBackId: id }, `send-back:${id}`);
    const detail = { reason };
    await auditException(tx, {
      userId,
      exceptionId,
      action: "bank-exception.send-back",
      on: line.on,
      detail,
    });
  });
}

/**
 * Asks the bank, and posts what it did: Dr unidentified receipts, Cr cash, and the exception is resolved. Refused, the hold is
 * released and the exception is open again with the bank's sentence.
 *
 * @throws when the bank could not be asked: the job comes again
 */
export async function sendBackReceipt({ sendBackId }: { sendBackId: string }): Promise<void> {
  const asked = await db.bankSendBack.findUniqueOrThrow({
    where: { id: sendBackId },
    include: { exception: { include: { line: true } } },
  });
  if (asked.state !== "ASKED") return;
  const { bankReference, postedOn } = asked.exception.line!;
  const entry = { bankReference: bankReference!, postedOn: fromDbDate(postedOn) };
  try {
    const providerId = await returnIncoming({ id: asked.id, entry, reference: asked.reference });
    if (providerId === null) await refused(asked, NOT_INCOMING);
    else await sent(asked, providerId);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    await refused(asked, refusal);
  }
}

const NOT_INCOMING = "The bank lists no incoming payment for this line.";

async function sent(asked: BankSendBack, providerId: string) {
  await whileAsked(asked, async (tx, on) => {
    const { id, exceptionId, requestedById: userId } = asked;
    const { transactionId } = await settleHold(tx, {
      key: clearKey(exceptionId),
      holdId: String(asked.holdTransactionId),
      effectiveOn: on,
      eventType: "receipt-sent-back",
    });
    await tx.bankSendBack.update({
      where: { id },
      data: { state: "SENT", providerId, sentOn: toDbDate(on) },
    });
    await resolve(tx, [exceptionId], { userId, on, resolution: "SENT_BACK", transactionId });
  });
}

async function refused(asked: BankSendBack, refusal: string) {
  await whileAsked(asked, async (tx, on) => {
    const { id, exceptionId } = asked;
    await releaseHold(tx, {
      key: `send-back-refused:${id}`,
      holdId: String(asked.holdTransactionId),
      effectiveOn: on,
    });
    await tx.bankSendBack.update({ where: { id }, data: { state: "REFUSED", refusal } });
    await tx.bankException.update({
      where: { id: exceptionId },
      data: { note: `Not sent back: ${refusal}` },
    });
  });
}

/** Two jobs of one request take turns, and the second finds it done. */
async function whileAsked(
  { id, bankAccountId }: BankSendBack,
  write: (tx: Tx, on: Awaited<ReturnType<typeof businessDate>>) => Promise<void>,
) {
  await inTransaction(async (tx) => {
    await lockBankAccount(tx, bankAccountId);
    const { state } = await tx.bankSendBack.findUniqueOrThrow({ where: { id } });
    if (state === "ASKED") await write(tx, await businessDate(tx));
  });
}
