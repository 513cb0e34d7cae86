// Everything that happens on one business date, in order. Each step is idempotent, so a day that broke off half-way is
// simply run again.
import { db } from "@/lib/db";
import { isSandbox } from "@/lib/env";
import { now } from "@/lib/clock";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { handleHeard, handleWaitingTransitions } from "./handle-payment-transition";
import { accrueWaiting } from "@/lib/investing/accrue-waiting";
import { serveWithdrawals } from "@/lib/investing/exits/serve-withdrawals";
import { watchCoverage } from "@/lib/investing/gate/change-gate";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { remindOfMaturity } from "@/lib/investing/remind-of-maturity";
import { runDelinquency } from "@/lib/lending/delinquency/run-delinquency";
import { collectDue } from "@/lib/lending/repayment/collect-due";
import { runRefunds } from "@/lib/lending/refunds/run-refunds";
import { expireOffers } from "@/lib/lending/application/expire-offers";
import { reviewDrafts } from "@/lib/lending/application/review-drafts";
import { retryWaitingDisbursements } from "@/lib/lending/disbursement/retry-waiting-disbursements";
import { issueDue } from "@/lib/paperwork/issue-due";
import { reportReturnRates } from "./report-return-rates";
import { reportOldExceptions } from "./report-old-exceptions";
import { releaseFinalMoney } from "@/lib/payments/hold-until-final";
import { pollPayments } from "@/lib/payments/poll-payments";
import { setBankDate } from "@/lib/payments/sandbox-controls";
import { submitWaiting } from "@/lib/payments/submit-waiting";
import { runAllowance } from "@/lib/pool/allowance/run-allowance";
import { runInterest } from "@/lib/pool/run-interest";
import { setBooksDate } from "@/lib/writeback/books/sandbox-controls";

const MOST_ROUNDS = 10;

/** Figures of what a step did; empty when there was nothing to do. */
export type StepSummary = Record<string, string | number>;
type Step = { job: string; run: (date: IsoDate) => Promise<StepSummary> };

const STEPS: readonly Step[] = [
  { job: "bank-settlement", run: settleAtBank },
  {
    job: "final-money",
    run: async (businessDate) => counted("released", await releaseFinalMoney({ businessDate })),
  },
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
  { job: "allowance", run: allowance },
  { job: "maturities", run: maturities },
  { job: "withdrawals", run: withdrawals },
  {
    job: "disbursements",
    run: async (businessDate) => counted("disbursements", await retryWaitingDisbursements({ businessDate })),
  },
  { job: "same-day-rails", run: exchangeAgain },
  { job: "offers", run: async (businessDate) => counted("expired", await expireOffers({ businessDate })) },
  { job: "drafts", run: drafts },
  {
    job: "return-rates",
    run: async (businessDate) => counted("alerts", await reportReturnRates({ businessDate })),
  },
  {
    job: "bank-exceptions",
    run: async (businessDate) => counted("overdue", await reportOldExceptions({ businessDate })),
  },
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

async function allowance(businessDate: IsoDate): Promise<StepSummary> {
  const day = await runAllowance({ businessDate });
  if (day === null) return {};
  const gate = await watchCoverage({ coverage: day.coverage, on: businessDate });
  const { absorbed, provision } = day;
  const hasMoved = [absorbed, provision].some((amount) => amount !== "0.00");
  return { ...(hasMoved ? { absorbed, provision } : {}), ...(gate === null ? {} : { gate }) };
}

async function delinquency(businessDate: IsoDate): Promise<StepSummary> {
  const { passed, changed } = await runDelinquency({ businessDate });
  return { ...counted("passed", passed), ...counted("changed", changed) };
}

async function maturities(businessDate: IsoDate): Promise<StepSummary> {
  await remindOfMaturity({ businessDate });
  const matured = await matureInvestments({ businessDate });
  const waiting = await accrueWaiting({ businessDate }); // before they are paid what they are owed
  const paid = await payWaitingInvestments({ businessDate });
  return { ...counted("matured", matured), ...counted("waiting", waiting), ...counted("payouts", paid) };
}

async function withdrawals(businessDate: IsoDate): Promise<StepSummary> {
  const { payments, paid } = await serveWithdrawals({ businessDate });
  return payments === 0 ? {} : { payments, paid };
}

async function drafts(businessDate: IsoDate): Promise<StepSummary> {
  const { noticed, closed } = await reviewDrafts({ businessDate });
  return { ...counted("noticed", noticed), ...counted("closed", closed) };
}

function counted(name: string, count: number): StepSummary {
  return count === 0 ? {} : { [name]: count };
}
