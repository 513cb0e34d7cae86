import type { Tx } from "@/lib/db";
import { getBalances } from "@/lib/ledger/queries";
import { findPosted } from "@/lib/lending/find-posted";
import { settleDisbursementKey } from "@/lib/lending/settle-disbursement";
import { settleRepaymentKey } from "@/lib/lending/settle-repayment";
import { d, toMoney } from "@/lib/money/money";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { Loan, WriteEventKind } from "@/prisma/generated/client";
import { drawdown, repayment, reversalOf, type Movement } from "./posting-set";
import { wakeDrain } from "./wake-drain";

type Fact = {
  sourceKey: string;
  transactionId: string;
  kind: WriteEventKind;
  reversesId: bigint | null;
  movement: Movement;
};

/**
 * Puts what a payment order has just brought about into the outbox, in the transaction that brought it about. Read from the
 * ledger's keys: a fact is written down if and only if it was posted, and once, however often this runs.
 *
 * Makes no call and knows no connection: a borrower without accounting software has an outbox too, which a later back-fill
 * may use.
 */
export async function recordWriteEvent(
  tx: Tx,
  { paymentOrderId }: { paymentOrderId: string },
): Promise<void> {
  const order = await tx.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } });
  if (order.kind !== "DISBURSEMENT" && order.kind !== "REPAYMENT") return;
  const loanId =
    order.kind === "DISBURSEMENT"
      ? order.subjectId
      : (await tx.repayment.findUniqueOrThrow({ where: { paymentOrderId }, select: { loanId: true } }))
          .loanId;
  const loan = await tx.loan.findUniqueOrThrow({ where: { id: loanId } });
  const facts = [
    await settled(tx, order.kind, paymentOrderId, loan),
    await returned(tx, order.kind, paymentOrderId),
  ];
  let isNew = false;
  for (const fact of facts) if (fact && (await store(tx, loan, fact))) isNew = true;
  if (isNew) await wakeDrain(tx, loan.borrowerId);
}

async function settled(
  tx: Tx,
  kind: "DISBURSEMENT" | "REPAYMENT",
  paymentOrderId: string,
  loan: Loan,
): Promise<Fact | null> {
  const isDisbursement = kind === "DISBURSEMENT";
  const sourceKey = isDisbursement
    ? settleDisbursementKey(paymentOrderId)
    : settleRepaymentKey(paymentOrderId);
  const transactionId = await findPosted(tx, sourceKey);
  if (!transactionId) return null;
  const movement = isDisbursement
    ? drawdown({ principal: d(loan.principal), fee: d(loan.originationFee) })
    : await movementOf(tx, paymentOrderId);
  return {
    sourceKey,
    transactionId,
    kind: isDisbursement ? "DRAWDOWN" : "REPAYMENT",
    reversesId: null,
    movement,
  };
}

async function movementOf(tx: Tx, paymentOrderId: string): Promise<Movement> {
  const paid = await tx.repayment.findUniqueOrThrow({ where: { paymentOrderId } });
  return repayment({
    amount: d(paid.amount),
    interest: d(paid.interest),
    unearned: d(paid.unearnedInterest),
  });
}

/** The mirror of what was recorded for the same payment order. */
async function returned(
  tx: Tx,
  kind: "DISBURSEMENT" | "REPAYMENT",
  paymentOrderId: string,
): Promise<Fact | null> {
  const isDisbursement = kind === "DISBURSEMENT";
  const sourceKey = `${isDisbursement ? "return-disbursement" : "return-repayment"}:${paymentOrderId}`;
  const transactionId = await findPosted(tx, sourceKey);
  if (!transactionId) return null;
  const originalKey = isDisbursement
    ? settleDisbursementKey(paymentOrderId)
    : settleRepaymentKey(paymentOrderId);
  const original = await tx.writeEvent.findUnique({ where: { sourceKey: originalKey } });
  if (!original) return null; // the loan was running before there was an outbox
  const movement = reversalOf({ cash: d(original.cash), charge: d(original.charge) });
  return { sourceKey, transactionId, kind: "REVERSAL", reversesId: original.id, movement };
}

/** @returns false when the fact stands in the outbox already */
async function store(tx: Tx, loan: Loan, fact: Fact): Promise<boolean> {
  if ((await tx.writeEvent.count({ where: { sourceKey: fact.sourceKey } })) > 0) return false;
  // The verb that posted has locked the loan, so nobody else is numbering its events.
  const before = await tx.writeEvent.aggregate({ where: { loanId: loan.id }, _max: { seq: true } });
  const seq = (before._max.seq ?? 0) + 1;
  const code = borrowerPrincipal(loan.borrowerId, loan.id);
  const principal = (await getBalances([code], {}, tx)).get(code)?.posted ?? "0";
  const { effectiveOn } = await tx.ledgerTransaction.findUniqueOrThrow({
    where: { id: BigInt(fact.transactionId) },
    select: { effectiveOn: true },
  });
  await tx.writeEvent.create({
    data: {
      sourceKey: fact.sourceKey,
      borrowerId: loan.borrowerId,
      loanId: loan.id,
      seq,
      reference: `ML-${loan.number}-${seq}`,
      kind: fact.kind,
      reversesId: fact.reversesId,
      occurredOn: effectiveOn,
      cash: toMoney(fact.movement.cash),
      charge: toMoney(fact.movement.charge),
      principalAfter: toMoney(d(principal)),
      ledgerTransactionId: BigInt(fact.transactionId),
      state: await firstState(tx, loan),
    },
  });
  return true;
}

/** A loan enters the books with its drawdown or not at all: once an event of it is parked, so are those that follow. */
async function firstState(tx: Tx, { id, borrowerId }: Loan): Promise<"QUEUED" | "PARKED"> {
  const mapping = await tx.writebackMapping.findUnique({ where: { borrowerId }, select: { isOn: true } });
  if (!mapping?.isOn) return "PARKED";
  const parked = await tx.writeEvent.count({ where: { loanId: id, state: "PARKED" } });
  return parked > 0 ? "PARKED" : "QUEUED";
}
