// What the application's guided steps show: the draft as it was kept, and what can be asked for.
import { db } from "@/lib/db";
import { Decimal, d, toMoney } from "@/lib/money/money";

/** The borrower's open draft. What was not typed yet is null. */
export type DraftView = {
  applicationId: string;
  amount: string | null;
  purpose: string | null;
  employment: string | null;
  employedYears: string | null;
  monthlyIncome: string | null;
  monthlyHousing: string | null;
  taxIdLast4: string | null;
  hasConsented: boolean;
  savedAt: string; // instant
};

/** The draft the borrower went on with last, or null. */
export async function getDraft(borrowerId: string): Promise<DraftView | null> {
  const row = await db.loanApplication.findFirst({
    where: { borrowerId, status: "DRAFT" },
    orderBy: { createdAt: "desc" },
  });
  if (!row) return null;
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
    ...{ applicationId, purpose, employment, taxIdLast4: row.taxIdLast4 },
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
