// Binds what happened to a payment order to the verb that knows what it means.
import { inTransaction, type Tx } from "@/lib/db";
import { now } from "@/lib/clock";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { failDeposit } from "@/lib/investing/fail-deposit";
import { failPayout } from "@/lib/investing/fail-payout";
import { returnDeposit } from "@/lib/investing/return-deposit";
import { returnPayout } from "@/lib/investing/return-payout";
import { settleDeposit } from "@/lib/investing/settle-deposit";
import { settlePayout } from "@/lib/investing/settle-payout";
import { failDisbursement } from "@/lib/lending/fail-disbursement";
import { failRepayment } from "@/lib/lending/fail-repayment";
import { returnDisbursement } from "@/lib/lending/return-disbursement";
import { returnRepayment } from "@/lib/lending/return-repayment";
import { settleDisbursement } from "@/lib/lending/settle-disbursement";
import { settleRepayment } from "@/lib/lending/settle-repayment";
import { recordWriteEvent } from "@/lib/writeback/record-write-event";
import { listUnhandledTransitions, lockTransition } from "@/lib/payments/unhandled";
import type { PaymentKind, PaymentStatus } from "@/prisma/generated/enums";

export type PaymentOutcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };
type Verb = (tx: Tx, outcome: PaymentOutcome) => Promise<unknown>;
type Verbs = { settle: Verb; fail: Verb; comeBack: Verb };

const VERBS: Record<PaymentKind, Verbs> = {
  DEPOSIT: { settle: settleDeposit, fail: failDeposit, comeBack: returnDeposit },
  DISBURSEMENT: { settle: settleDisbursement, fail: failDisbursement, comeBack: returnDisbursement },
  REPAYMENT: { settle: settleRepayment, fail: failRepayment, comeBack: returnRepayment },
  PAYOUT: { settle: settlePayout, fail: failPayout, comeBack: returnPayout },
};

/** The other statuses only tell how far the payment order is. */
const MEANING: Partial<Record<PaymentStatus, keyof Verbs>> = {
  COMPLETED: "settle",
  FAILED: "fail",
  CANCELLED: "fail",
  DENIED: "fail",
  STOPPED: "fail",
  RETURNED: "comeBack",
  REVERSED: "comeBack",
};

/** Acts on one status change, once, in one database transaction with the mark that it is done. */
export async function handlePaymentTransition({ transitionId }: { transitionId: string }) {
  await inTransaction(async (tx) => {
    const transition = await lockTransition(tx, transitionId);
    if (!transition || transition.handledAt) return;
    const meaning = MEANING[transition.toStatus];
    if (meaning) {
      const { id: paymentOrderId, kind, returnCode } = transition.paymentOrder;
      await VERBS[kind][meaning](tx, {
        paymentOrderId,
        businessDate: fromDbDate(transition.businessDate),
        ...(returnCode ? { returnCode } : {}),
      });
      // Only notes it down: what the borrower's books make of it is of no concern to the ledger.
      await recordWriteEvent(tx, { paymentOrderId });
    }
    await tx.paymentTransition.update({ where: { id: transition.id }, data: { handledAt: now() } });
  });
}

/** Acts on everything that waits, oldest first. @returns how many */
export async function handleWaitingTransitions(): Promise<number> {
  const waiting = await listUnhandledTransitions();
  for (const transitionId of waiting) await handlePaymentTransition({ transitionId });
  return waiting.length;
}
