import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { inTransaction, type Tx } from "@/lib/db";
import { getBalances, sumByPattern } from "@/lib/ledger/queries";
import { postTransaction } from "@/lib/ledger/verbs";
import { refreshStandings } from "@/lib/lending/reading/loan-standings";
import { d, sum, toMoney, type Decimal } from "@/lib/money/money";
import { coverage } from "@/lib/pool/losses/coverage";
import { ALLOWANCE, CASH, CHARGE_OFF_LOSS, PATTERNS } from "@/lib/transaction-types/account-codes";
import type { Entries } from "@/lib/transaction-types/balanced";
import { absorbLoss, provisionChange } from "@/lib/transaction-types/provision";
import { allowanceTarget, type Bucket } from "./target";

type AllowanceDay = {
  loans: number;
  absorbed: string; // dollars
  provision: string;
  allowance: string;
  coverage: string | null; // fraction
};

/**
 * Sets aside what losses are expected of the loans of the day, and keeps how much of what investors are owed is covered:
 * Dr allowance, Cr charge-off loss for what was charged off since; Dr provision, Cr allowance for the change (or the reverse).
 * The days of one book follow each other: an earlier date than the last is not made up.
 *
 * Running it twice posts once.
 *
 * @returns null when the day was done, or a later one, or there is nothing to cover and nothing to set aside
 */
export async function runAllowance({
  businessDate,
}: {
  businessDate: IsoDate;
}): Promise<AllowanceDay | null> {
  await refreshStandings();
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('run-allowance', 0))::text`;
    const done = await tx.allowanceRun.findFirst({
      where: { businessDate: { gte: toDbDate(businessDate) } },
    });
    if (done) return null;
    const buckets = await allowanceTarget(tx, businessDate);
    const figures = await readFigures(tx);
    const target = sum(buckets.map(({ allowance }) => d(allowance)));
    const absorbed = figures.loss;
    const provision = target.minus(figures.allowance.minus(absorbed));
    if ([target, absorbed, provision, figures.owed].every((figure) => figure.isZero())) return null;
    return write(tx, { businessDate, buckets, figures, target, absorbed, provision });
  });
}

type Figures = Record<"cash" | "loss" | "allowance" | "interest" | "owed", Decimal>;

async function readFigures(tx: Tx): Promise<Figures> {
  const house = await getBalances([CASH, CHARGE_OFF_LOSS, ALLOWANCE], {}, tx);
  const of = (code: string) => d(house.get(code)?.posted ?? "0.00");
  const interest = await sumByPattern(PATTERNS.borrowerInterest, {}, tx);
  const principal = await sumByPattern(PATTERNS.investorPrincipal, {}, tx);
  const credited = await sumByPattern(PATTERNS.investorInterest, {}, tx);
  return {
    ...{ cash: of(CASH), loss: of(CHARGE_OFF_LOSS), allowance: of(ALLOWANCE) },
    ...{ interest: d(interest.posted), owed: d(principal.posted).plus(d(credited.posted)) },
  };
}

async function write(
  tx: Tx,
  of: {
    businessDate: IsoDate;
    buckets: readonly Bucket[];
    figures: Figures;
    target: Decimal;
    absorbed: Decimal;
    provision: Decimal;
  },
): Promise<AllowanceDay> {
  const { businessDate, buckets, figures, target, absorbed, provision } = of;
  const post = async (amount: Decimal, entries: (amount: Decimal) => Entries, name: string) => {
    if (amount.isZero()) return null;
    const posting = { key: `${name}:${businessDate}`, mode: "record", effectiveOn: businessDate } as const;
    return BigInt((await postTransaction(tx, { ...entries(amount), ...posting })).transactionId);
  };
  const absorbedTransactionId = await post(absorbed, absorbLoss, "absorb-losses");
  const provisionTransactionId = await post(provision, provisionChange, "provision");
  const outstanding = sum(buckets.map((bucket) => d(bucket.outstanding)));
  const covered = coverage({
    ...{ cash: figures.cash, performingPrincipal: outstanding, interest: figures.interest },
    ...{ allowance: target, owed: figures.owed },
  });
  const loans = buckets.reduce((count, bucket) => count + bucket.loans, 0);
  await tx.allowanceRun.create({
    data: {
      ...{ businessDate: toDbDate(businessDate), loans, outstanding: toMoney(outstanding) },
      ...{ absorbed: toMoney(absorbed), provision: toMoney(provision), allowance: toMoney(target) },
      ...{ cash: toMoney(figures.cash), interest: toMoney(figures.interest), owed: toMoney(figures.owed) },
      ...{ coverage: covered?.toFixed(8) ?? null, absorbedTransactionId, provisionTransactionId },
    },
  });
  await tx.allowanceBucket.createMany({
    data: buckets.map((bucket) => ({ ...bucket, businessDate: toDbDate(businessDate) })),
  });
  return {
    ...{ loans, absorbed: toMoney(absorbed), provision: toMoney(provision), allowance: toMoney(target) },
    coverage: covered?.toFixed(8) ?? null,
  };
}
