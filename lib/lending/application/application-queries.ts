// What a borrower sees of their applications and offers. Plain objects: money and rates as strings, dates as ISO strings.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { lateWords } from "@/lib/documents/loan-agreement";
import { db } from "@/lib/db";
import { findSigner } from "@/lib/identity/signer";
import { d, Decimal, toMoney } from "@/lib/money/money";
import type { Prisma } from "@/prisma/generated/client";
import type { ApplicationStatus, Method } from "@/prisma/generated/enums";
import { creditReportSchema, type CreditReport } from "@/lib/lending/credit/credit-report";
import { reasonWords } from "@/lib/lending/credit/decline-reasons";
import { findDisclosure } from "./commercial-disclosure";
import { cheaperTwin } from "./cheaper-twin";
import { agreementText, chargesOf, lateChargeOf, offerRows } from "./offer-agreement";

export type ApplicationSummary = {
  id: string;
  number: number;
  status: ApplicationStatus;
  amount: string | null; // null only in a draft
  purpose: string | null;
  submittedOn: IsoDate | null;
  decidedOn: IsoDate | null;
  loanId: string | null;
};

/** "open" can be signed today; the others cannot, each for its own reason. */
type OfferState = "open" | "accepted" | "expired" | "closed";

export type OfferView = {
  id: string;
  applicationId: string;
  state: OfferState;
  amount: string;
  termMonths: number;
  method: Method;
  annualRate: string; // fraction
  apr: string; // percent, two decimals
  originationFee: string;
  amountFinanced: string;
  financeCharge: string;
  totalOfPayments: string;
  monthlyPayment: string;
  lastPayment: string;
  expiresOn: IsoDate;
  /** The offer of the same amount and term that costs less; whoever compares costs takes that one. */
  cheaper: { id: string; method: Method; saves: string } | null;
  isLowestCost: boolean; // least finance charge of the open ones
  isLowestMonthly: boolean;
};

export type ApplicationView = ApplicationSummary & {
  isBusiness: boolean;
  legalName: string;
  offers: OfferView[];
  /** In words for the applicant, the weightiest first. */
  declineReasons: string[];
  report: CreditReport | null;
  /** The bureau was asked and did not answer; we go on asking. */
  isBureauOutOfReach: boolean;
};

/** What a borrower has applied for, newest first; drafts and withdrawn ones are left out. */
export async function listApplications(borrowerId: string): Promise<ApplicationSummary[]> {
  const rows = await db.loanApplication.findMany({
    where: { borrowerId, status: { notIn: ["DRAFT", "WITHDRAWN"] } },
    include: { loan: { select: { id: true } } },
    orderBy: { number: "desc" },
  });
  return rows.map(summary);
}

/** One application with what became of it; null when it is someone else's. */
export async function getApplication(borrowerId: string, id: string): Promise<ApplicationView | null> {
  const row = await db.loanApplication.findFirst({
    where: { id, borrowerId },
    include: {
      borrower: { select: { kind: true, legalName: true } },
      loan: { select: { id: true } },
      offers: true,
      trail: { where: { step: BUREAU_STEP, outcome: OUT_OF_REACH }, take: 1 },
    },
  });
  if (!row) return null;
  const report = creditReportSchema.safeParse(row.creditReport);
  return {
    ...summary(row),
    isBusiness: row.borrower.kind === "BUSINESS",
    legalName: row.borrower.legalName,
    offers: compared(row.offers, await businessDate()),
    declineReasons: row.declineReasons.map(reasonWords),
    report: report.success ? report.data : null,
    isBureauOutOfReach: row.status === "SUBMITTED" && row.trail.length > 0,
  };
}

/** The step of the trail in which the bureau is asked, and its outcome when nobody answered. */
export const BUREAU_STEP = "credit report";
export const OUT_OF_REACH = "bureau unavailable";

export type OfferPage = OfferView & {
  lateWords: string; // the late charge, as the agreement has it
  applicationAmount: string;
  loanId: string | null; // of this offer, once accepted
  borrowerName: string;
  signerName: string; // what has to be typed to sign
  schedule: ScheduleLine[]; // if the money leaves today
  agreement: string; // the text that is signed
  isBusiness: boolean;
  /** What a business signs as well; null where none was issued yet. */
  disclosure: { id: string; text: string } | null;
};

type ScheduleLine = {
  number: number;
  dueOn: IsoDate;
  payment: string;
  principal: string;
  interest: string;
  balance: string;
};

/** One offer with everything the law wants shown before it is signed; null when it is someone else's. */
export async function getOffer(borrowerId: string, id: string): Promise<OfferPage | null> {
  const row = await db.offer.findFirst({
    where: { id, application: { borrowerId } },
    include: {
      application: { include: { offers: true, borrower: { select: { legalName: true, userId: true } } } },
      loan: { select: { id: true } },
    },
  });
  if (!row) return null;
  const on = await businessDate();
  const { application, loan, ...offer } = row;
  const view = compared(application.offers, on).find((each) => each.id === id)!;
  const { legalName: borrowerName, userId } = application.borrower;
  const signer = await findSigner(db, userId, "borrower");
  const charges = await chargesOf(db, offer);
  return {
    ...view,
    applicationAmount: toMoney(d(application.amount ?? offer.amount)),
    loanId: loan?.id ?? null,
    borrowerName,
    signerName: signer.name,
    schedule: offerRows(offer, on).map(({ number, dueOn, ...amounts }) => ({
      number,
      dueOn,
      payment: toMoney(amounts.payment),
      principal: toMoney(amounts.principal),
      interest: toMoney(amounts.interest),
      balance: toMoney(amounts.balance),
    })),
    lateWords: lateWords({ lateCharge: lateChargeOf(charges) }),
    agreement: agreementText(offer, { borrowerName, signer, on, charges }),
    isBusiness: signer.company !== null,
    disclosure: signer.company === null ? null : await findDisclosure(db, id),
  };
}

type OfferRow = Prisma.OfferGetPayload<object>;

/** Cheapest first. The marks compare what can be signed today, or all of them when nothing can. */
function compared(rows: OfferRow[], on: IsoDate): OfferView[] {
  const offers = rows
    .toSorted((a, b) => d(a.financeCharge).cmp(d(b.financeCharge)) || a.termMonths - b.termMonths)
    .map((row) => ({ row, state: stateOf(row, on) }));
  const open = offers.filter(({ state }) => state === "open");
  const least = (pick: (row: OfferRow) => Prisma.Decimal) =>
    Decimal.min(...(open.length > 0 ? open : offers).map(({ row }) => d(pick(row))));
  const isMarked = (state: OfferState) => state === "open" || open.length === 0;
  return offers.map(({ row, state }) => ({
    id: row.id,
    applicationId: row.applicationId,
    state,
    termMonths: row.termMonths,
    method: row.method,
    annualRate: row.annualRate.toString(),
    apr: row.apr.toFixed(2),
    amount: row.amount.toFixed(2),
    originationFee: row.originationFee.toFixed(2),
    amountFinanced: row.amountFinanced.toFixed(2),
    financeCharge: row.financeCharge.toFixed(2),
    totalOfPayments: row.totalOfPayments.toFixed(2),
    monthlyPayment: row.monthlyPayment.toFixed(2),
    lastPayment: row.lastPayment.toFixed(2),
    expiresOn: fromDbDate(row.expiresOn),
    cheaper: cheaperThan(row, rows),
    isLowestCost: isMarked(state) && d(row.financeCharge).equals(least((each) => each.financeCharge)),
    isLowestMonthly: isMarked(state) && d(row.monthlyPayment).equals(least((each) => each.monthlyPayment)),
  }));
}

function cheaperThan(offer: OfferRow, all: OfferRow[]): OfferView["cheaper"] {
  const costs = (row: OfferRow) => ({
    ...{ id: row.id, method: row.method, termMonths: row.termMonths },
    ...{ amount: d(row.amount), apr: d(row.apr), totalOfPayments: d(row.totalOfPayments) },
  });
  const own = costs(offer);
  const twin = cheaperTwin(own, all.map(costs));
  if (!twin) return null;
  return {
    id: twin.id,
    method: twin.method,
    saves: toMoney(own.totalOfPayments.minus(twin.totalOfPayments)),
  };
}

/** An offer past its last day is expired, even before the day's run has said so. */
function stateOf({ status, expiresOn }: OfferRow, on: IsoDate): OfferState {
  if (status === "OPEN") return on > fromDbDate(expiresOn) ? "expired" : "open";
  return status === "ACCEPTED" ? "accepted" : status === "EXPIRED" ? "expired" : "closed";
}

function summary(
  row: Prisma.LoanApplicationGetPayload<{ include: { loan: { select: { id: true } } } }>,
): ApplicationSummary {
  const { id, number, status, amount, purpose, submittedOn, decidedOn, loan } = row;
  return {
    ...{ id, number, status, purpose },
    amount: amount && toMoney(d(amount)),
    submittedOn: submittedOn && fromDbDate(submittedOn),
    decidedOn: decidedOn && fromDbDate(decidedOn),
    loanId: loan?.id ?? null,
  };
}
