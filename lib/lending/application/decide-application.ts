import { recordAudit } from "@/lib/audit/record-audit";
import { addDays, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { d, toMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import type { LoanApplication, Prisma } from "@/prisma/generated/client";
import { BUREAU_STEP, OUT_OF_REACH } from "./application-queries";
import { discloseOffers } from "./commercial-disclosure";
import { readBusiness } from "@/lib/lending/credit/business-answers";
import { pullCreditReport } from "@/lib/lending/credit/credit-bureau";
import type { CreditReport } from "@/lib/lending/credit/credit-report";
import { decide, type Decision } from "@/lib/lending/credit/decision";
import { factsOf } from "@/lib/lending/credit/facts";
import { gradeName } from "@/lib/lending/credit/grades";
import { priced } from "@/lib/lending/terms/loan-terms";
import { obligationsOf, promisesOf } from "@/lib/lending/credit/obligations";
import { candidateName, type Candidate } from "@/lib/lending/credit/pricing";
import { offeredProducts } from "@/lib/lending/credit/products";
import { lockBorrower } from "@/lib/lending/credit/same-borrower";
import { lockApplication } from "./submit-application";

const OFFER_DAYS = 30;

/**
 * Decides a submitted application: soft credit check of a person, policy, offers or decline. Runs in a job; when
 * the bureau does not respond this throws, so that the job is retried; an application that is already decided is
 * left unchanged.
 */
export async function decideApplication({ applicationId }: { applicationId: string }): Promise<void> {
  const application = await db.loanApplication.findUnique({
    where: { id: applicationId },
    include: { borrower: { select: { legalName: true } } },
  });
  if (application?.status !== "SUBMITTED") return;
  // Outside the transaction: a slow bureau must not hold a lock.
  const report = readBusiness(application.business) ? null : await reportOn(application);
  await inTransaction(async (tx) => {
    const accounts = await lockBorrower(tx, application.borrowerId);
    const locked = await lockApplication(tx, applicationId);
    if (locked?.status !== "SUBMITTED") return;
    const on = await businessDate(tx);
    const { monthlyOwnLoans, chargedOffLoans } = await obligationsOf(tx, accounts);
    const promised = await promisesOf(tx, accounts, applicationId);
    const owed = { monthlyOwnLoans: monthlyOwnLoans.plus(promised), chargedOffLoans };
    invariant(locked.amount, "a submitted application is complete");
    const decision = decide({
      ...factsOf(locked, { report, owed, on }),
      amount: d(locked.amount),
      products: await offeredProducts(tx),
      disbursedOn: on,
    });
    await write(tx, { application: locked, report, decision, on });
  });
}

type Asked = Pick<LoanApplication, "id" | "taxIdLast4"> & { borrower: { legalName: string } };

async function reportOn({ id, taxIdLast4, borrower }: Asked): Promise<CreditReport> {
  invariant(taxIdLast4, "a submitted application names the tax id");
  try {
    return await pullCreditReport({ reference: id, name: borrower.legalName, taxIdLast4 });
  } catch (error) {
    await recordSilence(id);
    throw error;
  }
}

/** Recorded once, for the borrower and the trail; the job keeps retrying. */
async function recordSilence(applicationId: string) {
  await inTransaction(async (tx) => {
    const silence = { applicationId, step: BUREAU_STEP, outcome: OUT_OF_REACH };
    await lockApplication(tx, applicationId);
    if ((await tx.applicationEvent.count({ where: silence })) > 0) return;
    await tx.applicationEvent.create({
      data: { ...silence, businessDate: toDbDate(await businessDate(tx)) },
    });
  });
}

type Outcome = { application: LoanApplication; report: CreditReport | null; decision: Decision; on: IsoDate };

async function write(tx: Tx, { application, report, decision, on }: Outcome) {
  const isOffered = decision.offered.length > 0;
  await tx.loanApplication.update({
    where: { id: application.id },
    data: {
      status: isOffered ? "OFFERED" : "DECLINED",
      decidedOn: toDbDate(on),
      grade: decision.grade,
      ...(report && { creditReport: report }),
      declineReasons: decision.reasons,
    },
  });
  await tx.offer.createMany({
    data: decision.offered.map((candidate) => offerRow(candidate, application.id, on)),
  });
  await discloseOffers(tx, { on, applicationId: application.id });
  await tx.applicationEvent.createMany({
    data: trail(report, decision).map((event) => ({
      ...event,
      applicationId: application.id,
      businessDate: toDbDate(on),
    })),
  });
  const { userId } = await tx.borrower.findUniqueOrThrow({
    where: { id: application.borrowerId },
    select: { userId: true },
  });
  const href = `/borrower/applications/${application.id}`;
  await notify(
    tx,
    isOffered
      ? {
          userId,
          kind: "application-offered",
          title: "Your offers are ready",
          body: `You have ${decision.offered.length} loan offers. They are open for ${OFFER_DAYS} days.`,
          href,
          datedOn: on,
        }
      : {
          userId,
          kind: "application-declined",
          title: "We cannot offer you a loan",
          body: "The decision and its reasons are on the application's page.",
          href,
          datedOn: on,
        },
  );
  await recordAudit(tx, {
    actorUserId: null,
    action: isOffered ? "application.make-offers" : "application.decline",
    subjectType: "application",
    subjectId: application.id,
    detail: { grade: decision.grade ?? "", offers: decision.offered.length, reasons: decision.reasons },
    businessDate: on,
  });
}

/** All figures of the disclosure are computed now and stored, so that what was offered is what will be signed. */
function offerRow({ product, terms, originationFee }: Candidate, applicationId: string, on: IsoDate) {
  const { rows, disclosure } = priced(terms, originationFee, on);
  const [first, last] = [rows[0], rows.at(-1)];
  invariant(first && last, "a schedule has rows");
  return {
    id: newId("off"),
    applicationId,
    productId: product.id,
    amount: toMoney(terms.principal),
    termMonths: terms.termMonths,
    method: terms.method,
    annualRate: terms.annualRate.toFixed(6),
    dayCount: terms.dayCount,
    rounding: terms.rounding,
    originationFee: toMoney(originationFee),
    monthlyPayment: toMoney(first.payment),
    lastPayment: toMoney(last.payment),
    apr: disclosure.apr.toFixed(2),
    amountFinanced: toMoney(disclosure.amountFinanced),
    financeCharge: toMoney(disclosure.financeCharge),
    totalOfPayments: toMoney(disclosure.totalOfPayments),
    expiresOn: toDbDate(addDays(on, OFFER_DAYS)),
  };
}

type Event = { step: string; outcome: string; detail: Prisma.InputJsonObject };

function trail(report: CreditReport | null, decision: Decision): Event[] {
  const rules = decision.findings.map(({ rule, figure, points, isKnockOut }) => ({
    step: rule,
    outcome: isKnockOut ? "knock-out" : points === 1 ? "1 point" : `${points} points`,
    detail: { figure, points },
  }));
  const priceOf = (candidate: Candidate, outcome: string) => ({
    step: candidateName(candidate),
    outcome,
    detail: {
      grade: gradeName(candidate.grade),
      annualRate: candidate.terms.annualRate.toString(),
      monthlyPayment: toMoney(candidate.monthlyPayment),
      ...Object.fromEntries(
        candidate.findings.map(({ rule, figure, points }) => [
          rule,
          `${figure} (${points === 1 ? "1 point" : `${points} points`})`,
        ]),
      ),
    },
  });
  return [
    ...(report ? [reportReceived(report)] : []),
    ...rules,
    ...decision.offered.map((candidate) => priceOf(candidate, "offered")),
    ...decision.refused.map((candidate) => priceOf(candidate, "not offered")),
    {
      step: "decision",
      outcome: decision.offered.length > 0 ? "offered" : "declined",
      detail: { grade: decision.grade ?? "none", offers: decision.offered.length, reasons: decision.reasons },
    },
  ];
}

function reportReceived({ reportId, bureau, score }: CreditReport): Event {
  const detail = { reportId, bureau: bureau.name, score: score ?? "none" };
  return { step: BUREAU_STEP, outcome: "received", detail };
}
