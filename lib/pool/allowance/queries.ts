// Coverage and allowance for pages, from what each night's run kept.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { getBalances } from "@/lib/ledger/queries";
import { d, toMoney } from "@/lib/money/money";
import {
  EARLY_WITHDRAWAL_REVENUE,
  FEE_REVENUE,
  FIRST_LOSS,
  REVENUE,
} from "@/lib/transaction-types/account-codes";
import type { AllowanceRun } from "@/prisma/generated/client";
import type { Bucket } from "./target";

const PAGE = 60;

export type CoverageDay = {
  on: IsoDate;
  loans: number;
  outstanding: string; // dollars, like every amount here
  absorbed: string;
  provision: string;
  allowance: string;
  cash: string;
  interest: string;
  owed: string;
  coverage: string | null; // fraction; null when nothing is owed
  /** The same without the allowance: cash and what borrowers owe, as the proof of balances counts them. */
  gross: string | null;
  absorbedTransactionId: string | null;
  provisionTransactionId: string | null;
};

/** Of the last night, a fraction; null before the first, and when nothing was owed. */
export async function latestCoverage(): Promise<string | null> {
  const row = await db.allowanceRun.findFirst({ orderBy: { businessDate: "desc" } });
  return row?.coverage?.toFixed(8) ?? null;
}

/** The nights, newest first. */
export async function coverageDays(): Promise<CoverageDay[]> {
  const rows = await db.allowanceRun.findMany({ orderBy: { businessDate: "desc" }, take: PAGE });
  return rows.map(dayOf);
}

function dayOf(row: AllowanceRun): CoverageDay {
  const gross = d(row.cash).plus(d(row.outstanding)).plus(d(row.interest));
  return {
    ...{ on: fromDbDate(row.businessDate), loans: row.loans, outstanding: row.outstanding.toFixed(2) },
    ...{ absorbed: row.absorbed.toFixed(2), provision: row.provision.toFixed(2) },
    ...{ allowance: row.allowance.toFixed(2), cash: row.cash.toFixed(2) },
    ...{ interest: row.interest.toFixed(2), owed: row.owed.toFixed(2) },
    coverage: row.coverage?.toFixed(8) ?? null,
    gross: row.owed.isZero() ? null : gross.div(d(row.owed)).toFixed(8),
    absorbedTransactionId: row.absorbedTransactionId?.toString() ?? null,
    provisionTransactionId: row.provisionTransactionId?.toString() ?? null,
  };
}

/** The loans of a night by grade and days past due. */
export async function allowanceBuckets(on: IsoDate): Promise<Bucket[]> {
  const rows = await db.allowanceBucket.findMany({
    where: { businessDate: toDbDate(on) },
    orderBy: [{ grade: "asc" }, { bucket: "asc" }],
  });
  return rows.map(({ grade, bucket, loans, outstanding, allowance }) => ({
    ...{ grade, bucket, loans, outstanding: outstanding.toFixed(2), allowance: allowance.toFixed(2) },
  }));
}

/** What bears losses beyond the allowance before investors do, in order; dollars. */
type Cushion = { retained: string; firstLoss: string; total: string };

/** Retained spread, fees and penalties first, then our first-loss capital. */
export async function cushion(): Promise<Cushion> {
  const balances = await getBalances([REVENUE, FEE_REVENUE, EARLY_WITHDRAWAL_REVENUE, FIRST_LOSS]);
  const of = (code: string) => d(balances.get(code)?.posted ?? "0.00");
  const retained = of(REVENUE).plus(of(FEE_REVENUE)).plus(of(EARLY_WITHDRAWAL_REVENUE));
  return {
    ...{ retained: toMoney(retained), firstLoss: toMoney(of(FIRST_LOSS)) },
    total: toMoney(retained.plus(of(FIRST_LOSS))),
  };
}
