// Applications as administrators see them: all of them, and one with its whole decision trail.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { calendarDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { defineList } from "@/lib/list";
import type { LoanApplication, Offer, Prisma } from "@/prisma/generated/client";
import type { ApplicationStatus, LoanStatus, Method, OfferStatus } from "@/prisma/generated/enums";
import { readBusiness, type BusinessStatement } from "@/lib/lending/credit/business-answers";
import { creditReportSchema, type CreditReport } from "@/lib/lending/credit/credit-report";
import { reasonWords } from "@/lib/lending/credit/decline-reasons";
import { monthsSince } from "@/lib/lending/credit/facts";

type ApplicationFilters = {
  status?: ApplicationStatus | undefined;
  borrowerId?: string | undefined;
  /** Part of the borrower's name or email address, or the application's number. */
  q?: string | undefined;
};

type ApplicationRow = {
  id: string;
  number: number;
  status: ApplicationStatus;
  borrowerId: string;
  borrowerName: string;
  amount: string | null; // null while a draft does not say
  purpose: string | null;
  grade: string | null;
  submittedOn: IsoDate | null;
  decidedOn: IsoDate | null;
};

/** All applications, newest first. */
export const applicationList = defineList<Prisma.LoanApplicationOrderByWithRelationInput>()({
  orders: {
    number: (to) => ({ number: to }),
    borrower: (to) => ({ borrower: { legalName: to } }),
    status: (to) => ({ status: to }),
    grade: (to) => ({ grade: { sort: to, nulls: "last" } }),
    submitted: (to) => ({ submittedOn: { sort: to, nulls: "last" } }),
    decided: (to) => ({ decidedOn: { sort: to, nulls: "last" } }),
    amount: (to) => ({ amount: { sort: to, nulls: "last" } }),
  },
  tie: (to) => [{ number: to }],
  defaultSort: { by: "number", direction: "desc" },
  where: applicationsWhere,
  count: (where) => db.loanApplication.count({ where }),
  ids: (where, orderBy, slice) =>
    db.loanApplication.findMany({ where, orderBy, select: { id: true }, ...slice }),
  async load(ids) {
    const rows = await db.loanApplication.findMany({
      where: { id: { in: ids } },
      include: { borrower: { select: { legalName: true } } },
    });
    return rows.map(applicationRow);
  },
  idOf: ({ id }) => id,
});

function applicationsWhere({ status, borrowerId, q }: ApplicationFilters): Prisma.LoanApplicationWhereInput {
  return {
    ...{ status, borrowerId },
    ...(q ? { OR: [...numberIs(q), { borrower: nameContains(q) }] } : {}),
  };
}

/** What a search for a person compares; loans are searched the same way. */
export function nameContains(q: string): Prisma.BorrowerWhereInput {
  const contains = { contains: q, mode: "insensitive" } as const;
  return { OR: [{ legalName: contains }, { user: { email: contains } }, { user: { name: contains } }] };
}

export function numberIs(q: string): { number: number }[] {
  return /^\d{1,9}$/.test(q) ? [{ number: Number(q) }] : [];
}

export type TrailStep = {
  id: string;
  at: string; // instant
  businessDate: IsoDate;
  step: string;
  outcome: string;
  detail: Record<string, unknown>;
};

export type OfferRow = {
  id: string;
  status: OfferStatus;
  amount: string;
  termMonths: number;
  method: Method;
  annualRate: string; // fraction
  apr: string; // percent
  monthlyPayment: string;
  originationFee: string;
  financeCharge: string;
  totalOfPayments: string;
  expiresOn: IsoDate;
};

export type ApplicationTrail = ApplicationRow & {
  isBusiness: boolean;
  /** What a business stated; null for a person, and while a draft is not complete. */
  business: BusinessStatement | null;
  monthsInBusiness: number | null; // on the day of the application
  employment: string | null;
  employedYears: number | null;
  monthlyIncome: string | null;
  monthlyHousing: string | null;
  taxIdLast4: string | null;
  consentedOn: IsoDate | null; // business date
  creditReport: CreditReport | null;
  declineReasons: string[]; // in words
  trail: TrailStep[]; // oldest first
  offers: OfferRow[];
  loan: { id: string; number: number; status: LoanStatus } | null;
};

/** One application with everything that led to its decision. @throws DomainError not-found */
export async function getApplicationTrail(id: string): Promise<ApplicationTrail> {
  const application = await db.loanApplication.findUnique({
    where: { id },
    include: {
      borrower: { select: { legalName: true, kind: true } },
      trail: { orderBy: { id: "asc" } },
      offers: { orderBy: [{ termMonths: "asc" }, { apr: "asc" }] },
      loan: { select: { id: true, number: true, status: true } },
    },
  });
  if (!application) throw new DomainError("not-found", "Application not found.");
  const report = creditReportSchema.safeParse(application.creditReport);
  const business = readBusiness(application.business);
  const submittedOn = application.submittedOn && fromDbDate(application.submittedOn);
  return {
    ...applicationRow(application),
    isBusiness: application.borrower.kind === "BUSINESS",
    business,
    monthsInBusiness: business && submittedOn ? monthsSince(business.formedOn, submittedOn) : null,
    employment: application.employment,
    employedYears: application.employedYears,
    monthlyIncome: application.monthlyIncome?.toFixed(2) ?? null,
    monthlyHousing: application.monthlyHousing?.toFixed(2) ?? null,
    taxIdLast4: application.taxIdLast4,
    consentedOn: application.consentedAt && calendarDate(application.consentedAt, env.BUSINESS_TIME_ZONE),
    creditReport: report.success ? report.data : null,
    declineReasons: application.declineReasons.map(reasonWords),
    trail: application.trail.map(({ id: eventId, at, businessDate, step, outcome, detail }) => ({
      ...{ id: String(eventId), step, outcome },
      at: at.toISOString(),
      businessDate: fromDbDate(businessDate),
      detail: detail as Record<string, unknown>,
    })),
    offers: application.offers.map(offerRow),
    loan: application.loan,
  };
}

function applicationRow(row: LoanApplication & { borrower: { legalName: string } }): ApplicationRow {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    borrowerId: row.borrowerId,
    borrowerName: row.borrower.legalName,
    amount: row.amount?.toFixed(2) ?? null,
    purpose: row.purpose,
    grade: row.grade,
    submittedOn: row.submittedOn && fromDbDate(row.submittedOn),
    decidedOn: row.decidedOn && fromDbDate(row.decidedOn),
  };
}

function offerRow(offer: Offer): OfferRow {
  return {
    id: offer.id,
    status: offer.status,
    amount: offer.amount.toFixed(2),
    termMonths: offer.termMonths,
    method: offer.method,
    annualRate: offer.annualRate.toString(),
    apr: offer.apr.toFixed(2),
    monthlyPayment: offer.monthlyPayment.toFixed(2),
    originationFee: offer.originationFee.toFixed(2),
    financeCharge: offer.financeCharge.toFixed(2),
    totalOfPayments: offer.totalOfPayments.toFixed(2),
    expiresOn: fromDbDate(offer.expiresOn),
  };
}
