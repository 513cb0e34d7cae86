// Binds what happened to a payment order to the verb that knows what it means.
import { inTransaction, type Tx } from "@/lib/db";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { failDeposit } from "@/lib/investing/fail-deposit";
import { failPayout } from "@/lib/investing/fail-payout";
import { returnDeposit } from "@/lib/investing/return-deposit";
import { returnPayout } from "@/lib/investing/return-payout";
import { settleDeposit } from "@/lib/investing/settle-deposit";
import { settlePayout } from "@/lib/investing/settle-payout";
import { failDisbursement } from "@/lib/lending/disbursement/fail-disbursement";
import { failRepayment } from "@/lib/lending/repayment/fail-repayment";
import { returnDisbursement } from "@/lib/lending/disbursement/return-disbursement";
import { returnRepayment } from "@/lib/lending/repayment/return-repayment";
import { settleDisbursement } from "@/lib/lending/disbursement/settle-disbursement";
import { settleRepayment, settleRepayments } from "@/lib/lending/repayment/settle-repayment";
import { log } from "@/lib/log";
import {
  isUnhandled,
  listUnhandledTransitions,
  lockTransitions,
  markHandled,
  type Waiting,
} from "@/lib/payments/unhandled";
import { recordChargeOffs } from "@/lib/writeback/outbox/record-charge-offs";
import { recordWriteEvents } from "@/lib/writeback/outbox/record-write-events";
import type { PaymentKind, PaymentStatus } from "@/prisma/generated/enums";

type PaymentOutcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };
type Verb = (tx: Tx, outcome: PaymentOutcome) => Promise<unknown>;
type Verbs = { settle: Verb; fail: Verb; comeBack: Verb };

const VERBS: Record<PaymentKind, Verbs> = {
  DEPOSIT: { settle: settleDeposit, fail: failDeposit, comeBack: returnDeposit },
  DISBURSEMENT: { settle: settleDisbursement, fail: failDisbursement, comeBack: returnDisbursement },
  REPAYMENT: { settle: settleRepayment, fail: failRepayment, comeBack: returnRepayment },
  PAYOUT: { settle: settlePayout, fail: failPayout, comeBack: returnPayout },
};

/** How many repayments are settled in one transaction: few enough that nobody waits long for one of the loans. */
const AT_ONCE = 50;

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
  // The day's run acts on most of them before their job comes.
  if (!(await isUnhandled(transitionId))) return;
  await handleAll([transitionId]);
}

/**
 * Acts on everything that waits, oldest first; on repayments that have cleared many at a time. One that cannot be acted on
 * is left for its job and the next time, with what came after it of the same subject, and does not hold up the others.
 */
export async function handleWaitingTransitions(): Promise<{ handled: number; failed: number }> {
  const waiting = await listUnhandledTransitions();
  let failed = 0;
  for (const batch of batches(waiting)) failed += await handleBatch(batch.map(({ id }) => id));
  return { handled: waiting.length - failed, failed };
}

/** One that fails takes its whole transaction along, so that each is then tried in its own. @returns how many failed */
async function handleBatch(transitionIds: string[]): Promise<number> {
  try {
    await handleAll(transitionIds);
    return 0;
  } catch (error) {
    if (transitionIds.length === 1) {
      const [transitionId] = transitionIds;
      log.error({ transitionId, err: error }, "A change of a payment order could not be processed.");
      return 1;
    }
  }
  let failed = 0;
  for (const id of transitionIds) failed += await handleBatch([id]);
  return failed;
}

async function handleAll(transitionIds: string[]): Promise<void> {
  let left = transitionIds;
  while (left.length > 0) left = await inTransaction((tx) => handle(tx, left));
}

/** @returns those left over, for a separate transaction */
async function handle(tx: Tx, transitionIds: string[]): Promise<string[]> {
  const transitions = (await lockTransitions(tx, transitionIds)).filter(
    ({ handledAt }) => handledAt === null,
  );
  const outcomes = transitions.map(({ paymentOrder: { id, kind, returnCode }, toStatus, businessDate }) => ({
    kind,
    toStatus,
    outcome: {
      paymentOrderId: id,
      businessDate: fromDbDate(businessDate),
      ...(returnCode ? { returnCode } : {}),
    },
  }));
  const cleared = outcomes.filter(isClearedRepayment);
  const { leftOver } = await settleRepayments(
    tx,
    cleared.map(({ outcome }) => outcome),
  );
  for (const each of outcomes) {
    const meaning = MEANING[each.toStatus];
    if (meaning && !isClearedRepayment(each)) await VERBS[each.kind][meaning](tx, each.outcome);
  }
  const isLeft = ({ paymentOrderId }: { paymentOrderId: string }) => leftOver.includes(paymentOrderId);
  await markHandled(
    tx,
    transitions.filter((each) => !isLeft(each)).map(({ id }) => id),
  );
  // Only notes it down: what the borrower's books make of it is of no concern to the ledger.
  const acted = outcomes.filter(({ toStatus, outcome }) => MEANING[toStatus] && !isLeft(outcome));
  await recordWriteEvents(tx, { paymentOrderIds: acted.map(({ outcome }) => outcome.paymentOrderId) });
  const cameBack = acted.filter(({ toStatus }) => MEANING[toStatus] === "comeBack");
  await recordChargeOffs(tx, { paymentOrderIds: cameBack.map(({ outcome }) => outcome.paymentOrderId) });
  return transitions.filter(isLeft).map(({ id }) => id.toString());
}

/** In the order in which it happened: runs of repayments that have cleared, all else by itself. */
function batches(waiting: Waiting[]): Waiting[][] {
  const done: Waiting[][] = [];
  let batch: Waiting[] = [];
  for (const each of waiting) {
    const fits = isClearedRepayment(each) && batch.every(isClearedRepayment);
    if (batch.length > 0 && (!fits || batch.length >= AT_ONCE)) {
      done.push(batch);
      batch = [];
    }
    batch.push(each);
  }
  return batch.length > 0 ? [...done, batch] : done;
}

function isClearedRepayment({ kind, toStatus }: { kind: PaymentKind; toStatus: PaymentStatus }): boolean {
  return kind === "REPAYMENT" && toStatus === "COMPLETED";
}
