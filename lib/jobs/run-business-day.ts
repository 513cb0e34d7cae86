// Everything that happens on one business date, in order. Each step is idempotent, so a day that broke off half-way is
// simply run again.
import { db } from "@/lib/db";
import { isSandbox } from "@/lib/env";
import { now } from "@/lib/clock";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { handleHeard, handleWaitingTransitions } from "./handle-payment-transition";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { remindOfMaturity } from "@/lib/investing/remind-of-maturity";
import { runDelinquency } from "@/lib/lending/delinquency/run-delinquency";
import { collectDue } from "@/lib/lending/repayment/collect-due";
import { runRefunds } from "@/lib/lending/refunds/run-refunds";
import { expireOffers } from "@/lib/lending/application/expire-offers";
import { retryWaitingDisbursements } from "@/lib/lending/disbursement/retry-waiting-disbursements";
import { issueDue } from "@/lib/paperwork/issue-due";
import { pollPayments } from "@/lib/payments/poll-payments";
import { setBankDate } from "@/lib/payments/sandbox-controls";
import { submitWaiting } from "@/lib/payments/submit-waiting";
import { runInterest } from "@/lib/pool/run-interest";
import { setBooksDate } from "@/lib/writeback/books/sandbox-controls";

const MOST_ROUNDS = 10;

/** Figures of what a step did; empty when there was nothing to do. */
export type StepSummary = Record<string, string | number>;
type Step = { job: string; run: (date: IsoDate) => Promise<StepSummary> };

const STEPS: readonly Step[] = [
  { job: "bank-settlement", run: settleAtBank },
  { job: "interest", run: interest },
  { job: "delinquency", run: delinquency },
  {
    job: "collections",
    run: async (businessDate) => counted("repayments", await collectDue({ businessDate })),
  },
  {
    job: "refunds",
    run: async (businessDate) => counted("started", await runRefunds({ businessDate })),
  },
  { job: "maturities", run: maturities },
  {
    job: "disbursements",
    run: async (businessDate) => counted("disbursements", await retryWaitingDisbursements({ businessDate })),
  },
  { job: "same-day-rails", run: exchangeAgain },
  { job: "offers", run: async (businessDate) => counted("expired", await expireOffers({ businessDate })) },
  { job: "documents", run: async (businessDate) => counted("documents", await issueDue({ businessDate })) },
];

/**
 * Runs all steps for `date` and records what they did under that date. The caller has made `date` the business date.
 *
 * @returns what happened, step by step; steps that found nothing to do are left out
 */
export async function runBusinessDay(date: IsoDate): Promise<Record<string, StepSummary>> {
  const happened: Record<string, StepSummary> = {};
  const startedAt = now();
  for (const { job, run } of STEPS) {
    const stepStartedAt = now();
    try {
      const summary = await run(date);
      if (Object.keys(summary).length === 0) continue;
      happened[job] = summary;
      await recordRun(job, date, stepStartedAt, { status: "DONE", summary, error: null });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await recordRun(job, date, stepStartedAt, { status: "FAILED", summary: {}, error: message });
      throw error;
    }
  }
  await recordRun("business-day", date, startedAt, { status: "DONE", summary: happened, error: null });
  return happened;
}

async function recordRun(
  job: string,
  date: IsoDate,
  startedAt: Date,
  outcome: { status: "DONE" | "FAILED"; summary: object; error: string | null },
) {
  const row = { ...outcome, startedAt, finishedAt: now() };
  const businessDate = toDbDate(date);
  await db.jobRun.upsert({
    where: { job_businessDate: { job, businessDate } },
    create: { job, businessDate, ...row },
    update: row,
  });
}

async function settleAtBank(date: IsoDate): Promise<StepSummary> {
  if (isSandbox) await Promise.all([setBankDate(date), setBooksDate(date)]);
  return exchangeWithBank({ withReturns: true });
}

/** What the day itself sent: some rails settle at once. With nothing to hand over there is no news since this morning. */
async function exchangeAgain(): Promise<StepSummary> {
  const submitted = await submitWaiting();
  if (submitted === 0) return {};
  const { handled = 0, failed = 0 } = await exchangeWithBank({ withReturns: false });
  return { submitted, handled, ...counted("failed", Number(failed)) };
}

/**
 * Hands over what waits, hears what the bank did, acts on it; again while acting made new orders for the bank. With
 * nothing handed over since it was asked, the bank has no news.
 */
async function exchangeWithBank({ withReturns }: { withReturns: boolean }): Promise<StepSummary> {
  let submitted = 0;
  let handled = 0;
  let failed = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const sent = await submitWaiting();
    if (round > 0 && sent === 0) break;
    const before = handled;
    await pollPayments({
      withReturns: withReturns && round === 0,
      heard: async (providerIds) => (handled += await handleHeard(providerIds)),
    });
    const acted = await handleWaitingTransitions();
    submitted += sent;
    handled += acted.handled;
    failed = acted.failed; // those of an earlier round were tried again in this one
    if (sent === 0 && handled === before) break;
  }
  return {
    ...(submitted + handled === 0 ? {} : { submitted, handled }),
    ...counted("failed", failed),
  };
}

async function interest(businessDate: IsoDate): Promise<StepSummary> {
  const { loans, investments, borrowerTotal, investorTotal, revenue } = await runInterest({ businessDate });
  return loans + investments === 0 ? {} : { loans, investments, borrowerTotal, investorTotal, revenue };
}

async function delinquency(businessDate: IsoDate): Promise<StepSummary> {
  const { passed, changed } = await runDelinquency({ businessDate });
  return { ...counted("passed", passed), ...counted("changed", changed) };
}

async function maturities(businessDate: IsoDate): Promise<StepSummary> {
  await remindOfMaturity({ businessDate });
  const matured = await matureInvestments({ businessDate });
  const paid = await payWaitingInvestments({ businessDate });
  return { ...counted("matured", matured), ...counted("payouts", paid) };
}

function counted(name: string, count: number): StepSummary {
  return count === 0 ? {} : { [name]: count };
}
