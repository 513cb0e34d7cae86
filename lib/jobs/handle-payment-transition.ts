// Binds what happened to payment orders to the verbs that know what it means.
import { db, inTransaction, type Tx } from "@/lib/db";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { inHalves } from "@/lib/in-halves";
import { failDeposits } from "@/lib/investing/fail-deposit";
import { failWithdrawals, returnWithdrawals } from "@/lib/investing/exits/fail-withdrawal";
import { settleWithdrawals } from "@/lib/investing/exits/settle-withdrawal";
import { failPayouts } from "@/lib/investing/fail-payout";
import { returnDeposits } from "@/lib/investing/return-deposit";
import { returnPayouts } from "@/lib/investing/return-payout";
import { originsOf } from "@/lib/investing/undo-rolls";
import { settleDeposits } from "@/lib/investing/settle-deposit";
import { settlePayouts } from "@/lib/investing/settle-payout";
import { book, type Booking } from "@/lib/ledger/post-facts";
import { failDisbursements } from "@/lib/lending/disbursement/fail-disbursement";
import { failRepayments } from "@/lib/lending/repayment/fail-repayment";
import { returnDisbursements } from "@/lib/lending/disbursement/return-disbursement";
import { returnRepayments } from "@/lib/lending/repayment/return-repayment";
import { settleDisbursements } from "@/lib/lending/disbursement/settle-disbursement";
import { settleRepayments } from "@/lib/lending/repayment/settle-repayment";
import { failRefunds, returnRefunds, settleRefunds } from "@/lib/lending/refunds/refund-outcomes";
import { loansOfRepayments } from "@/lib/lending/terms/find-loan";
import { log } from "@/lib/log";
import { freeReturned, holdUntilFinal } from "@/lib/payments/hold-until-final";
import {
  listUnhandledTransitions,
  lockTransitions,
  markHandled,
  type Waiting,
} from "@/lib/payments/unhandled";
import { recordChargeOffs } from "@/lib/writeback/outbox/record-charge-offs";
import { recordWriteEvents } from "@/lib/writeback/outbox/record-write-events";
import type { PaymentKind, PaymentStatus } from "@/prisma/generated/enums";
import { planBatches, type Planned } from "./plan-batches";

type PaymentOutcome = { paymentOrderId: string; businessDate: IsoDate; returnCode?: string };
type Verb = (tx: Tx, outcomes: PaymentOutcome[]) => Promise<Booking>;
type Verbs = { settle: Verb; fail: Verb; comeBack: Verb };

const VERBS: Record<PaymentKind, Verbs> = {
  DEPOSIT: { settle: settleDeposits, fail: failDeposits, comeBack: returnDeposits },
  DISBURSEMENT: { settle: settleDisbursements, fail: failDisbursements, comeBack: returnDisbursements },
  REPAYMENT: { settle: settleRepayments, fail: failRepayments, comeBack: returnRepayments },
  PAYOUT: { settle: settlePayouts, fail: failPayouts, comeBack: returnPayouts },
  WITHDRAWAL: { settle: settleWithdrawals, fail: failWithdrawals, comeBack: returnWithdrawals },
  REFUND: { settle: settleRefunds, fail: failRefunds, comeBack: returnRefunds },
};
const KINDS = Object.keys(VERBS) as PaymentKind[];
const MEANINGS = ["settle", "fail", "comeBack"] as const;

/** How many are acted on in one transaction: few enough that nobody waits long for one of the loans, or for cash. */
const AT_ONCE = 100;

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

/**
 * Acts on these status changes, each once, in a database transaction with the mark that it is done.
 *
 * @throws the first reason why one of them could not be acted on, once the others are: the job comes again for it
 */
export async function handlePaymentTransitions({ transitionIds }: { transitionIds: string[] }) {
  // The day's run acts on most of them before their job comes.
  const errors = await handleInBatches(await listUnhandledTransitions({ transitionIds }));
  if (errors.length > 0) throw errors[0];
}

/**
 * Acts on everything that waits, oldest first, many at a time. One that cannot be acted on is left for its job and the next time, with
 * what came after it of the same subject, and does not hold up the others.
 */
export async function handleWaitingTransitions(): Promise<{ handled: number; failed: number }> {
  const waiting = await listUnhandledTransitions();
  const failed = (await handleInBatches(waiting)).length;
  return { handled: waiting.length - failed, failed };
}

/** Acts on what was just heard of orders, by their ids at the bank. What fails is left. @returns how many were acted on */
export async function handleHeard(providerIds: string[]): Promise<number> {
  const waiting = await listUnhandledTransitions({ providerIds });
  return waiting.length - (await handleInBatches(waiting)).length;
}

/** @returns why some of them could not be acted on */
async function handleInBatches(waiting: Waiting[]): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const batch of planBatches(await planned(waiting), AT_ONCE)) {
    await inHalves(
      batch.map(({ id }) => id),
      (ids) => inTransaction((tx) => handle(tx, ids)),
      (transitionId, error) => {
        log.error({ transitionId, err: error }, "A change of a payment order could not be processed.");
        errors.push(error);
      },
    );
  }
  return errors;
}

/**
 * With the loan in the place of its repayment or refund, and with the first investment in the place of those that its money was reinvested
 * in: two payments of one loan or of one deposit are acted on one after the other.
 */
async function planned(waiting: Waiting[]): Promise<(Waiting & Planned)[]> {
  const ofLoans = waiting.flatMap(({ kind, subjectId }) =>
    kind === "REPAYMENT" || kind === "REFUND" ? [subjectId] : [],
  );
  const loanOf = await loansOfRepayments(db, ofLoans);
  const invested = waiting.flatMap(({ kind, subjectId }) =>
    ["DEPOSIT", "PAYOUT", "WITHDRAWAL"].includes(kind) ? [subjectId] : [],
  );
  const originOf = await originsOf(invested);
  return waiting.map((each) => ({
    ...each,
    subject: loanOf.get(each.subjectId) ?? originOf.get(each.subjectId) ?? each.subjectId,
  }));
}

/** Whatever happened, to payments of all kinds, is posted in one call: the cash account is taken once. */
async function handle(tx: Tx, transitionIds: string[]): Promise<void> {
  const transitions = (await lockTransitions(tx, transitionIds)).filter(
    ({ handledAt }) => handledAt === null,
  );
  if (transitions.length === 0) return;
  const outcomes = transitions.map(({ paymentOrder: { id, kind, returnCode }, toStatus, businessDate }) => ({
    kind,
    meaning: MEANING[toStatus],
    outcome: {
      paymentOrderId: id,
      businessDate: fromDbDate(businessDate),
      ...(returnCode ? { returnCode } : {}),
    },
  }));
  const meaning = (those: (typeof MEANINGS)[number]) =>
    outcomes.filter((each) => each.meaning === those).map(({ outcome }) => outcome);
  const bookings: Booking[] = [await freeReturned(tx, meaning("comeBack"))];
  for (const kind of KINDS)
    for (const meaning of MEANINGS) {
      const those = outcomes.filter((each) => each.kind === kind && each.meaning === meaning);
      bookings.push(
        await VERBS[kind][meaning](
          tx,
          those.map(({ outcome }) => outcome),
        ),
      );
    }
  bookings.push(await holdUntilFinal(tx, meaning("settle")));
  await book(tx, bookings);
  await markHandled(
    tx,
    transitions.map(({ id }) => id),
  );
  // Only notes it down: what the borrower's books make of it is of no concern to the ledger.
  const idsOf = (those: typeof outcomes) => those.map(({ outcome }) => outcome.paymentOrderId);
  await recordWriteEvents(tx, { paymentOrderIds: idsOf(outcomes.filter(({ meaning }) => meaning)) });
  const cameBack = outcomes.filter(({ meaning }) => meaning === "comeBack");
  await recordChargeOffs(tx, { paymentOrderIds: idsOf(cameBack) });
}
