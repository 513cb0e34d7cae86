// What the application's guided steps show: who applies, the draft as it was kept, and what can be asked for.
import { db } from "@/lib/db";
import { Decimal, d, toMoney } from "@/lib/money/money";
import type { Prisma } from "@/prisma/generated/client";
import type { BorrowerKind } from "@/prisma/generated/enums";
import type { BusinessAnswers } from "@/lib/lending/credit/business-answers";

/** Who applies: which questions they are asked, and what we know already. */
export type ApplicantView = {
  kind: BorrowerKind;
  legalName: string;
  ein: string | null; // of a business
  userName: string;
  signerTitle: string | null;
};

export async function getApplicant(borrowerId: string): Promise<ApplicantView> {
  const row = await db.borrower.findUniqueOrThrow({
    where: { id: borrowerId },
    include: { user: { select: { name: true } } },
  });
  const { kind, legalName, registrationNumber, signerTitle } = row;
  return { kind, legalName, ein: registrationNumber, userName: row.user.name, signerTitle };
}

/** The borrower's open draft. What was not typed yet is null. */
export type DraftView = {
  applicationId: string;
  kind: BorrowerKind;
  amount: string | null;
  purpose: string | null;
  employment: string | null;
  employedYears: string | null;
  monthlyIncome: string | null;
  monthlyHousing: string | null;
  taxIdLast4: string | null;
  /** The whole tax id was typed; only its hash is kept. */
  hasTaxId: boolean;
  business: BusinessAnswers;
  hasConsented: boolean;
  savedAt: string; // instant
};

/** The draft the borrower went on with last, or null. */
export async function getDraft(borrowerId: string): Promise<DraftView | null> {
  const row = await db.loanApplication.findFirst({
    where: { borrowerId, status: "DRAFT" },
    orderBy: { createdAt: "desc" },
    include: { borrower: { select: { kind: true } } },
  });
  return row && draftView(row);
}

type DraftRow = Prisma.LoanApplicationGetPayload<{ include: { borrower: { select: { kind: true } } } }>;

export function draftView(row: DraftRow): DraftView {
  const {
    id: applicationId,
    amount,
    purpose,
    employment,
    employedYears,
    monthlyIncome,
    monthlyHousing,
  } = row;
  return {
    kind: row.borrower.kind,
    ...{ applicationId, purpose, employment, taxIdLast4: row.taxIdLast4 },
    hasTaxId: row.taxIdHash !== null,
    business: (row.business ?? {}) as BusinessAnswers,
    amount: amount && toMoney(d(amount)),
    employedYears: employedYears === null ? null : String(employedYears),
    monthlyIncome: monthlyIncome && toMoney(d(monthlyIncome)),
    monthlyHousing: monthlyHousing && toMoney(d(monthlyHousing)),
    hasConsented: row.consentedAt !== null,
    savedAt: row.updatedAt.toISOString(),
  };
}

/** The least and the most that can be asked for, over all products on offer; null when none is. */
export async function lendingLimits(): Promise<{ least: string; most: string } | null> {
  const products = await db.loanProduct.findMany({ where: { isOffered: true } });
  if (products.length === 0) return null;
  return {
    least: toMoney(Decimal.min(...products.map(({ minimumAmount }) => d(minimumAmount)))),
    most: toMoney(Decimal.max(...products.map(({ maximumAmount }) => d(maximumAmount)))),
  };
}
