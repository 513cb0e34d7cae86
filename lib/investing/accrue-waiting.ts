import { accruedThrough, isCharged } from "@/lib/accruals/queries";
import { recordAccruals } from "@/lib/accruals/record-accruals";
import { nextBankingDay } from "@/lib/calendar/banking-days";
import type { IsoDate } from "@/lib/calendar/dates";
import { chunksOf } from "@/lib/chunks";
import { db, inTransaction, type Tx } from "@/lib/db";
import { postTransaction } from "@/lib/ledger/verbs";
import { d, toMoney } from "@/lib/money/money";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import { Prisma } from "@/prisma/generated/client";
import { lockInvestments } from "./find-investment";
import { waitingInterest } from "./returns/waiting-interest";

/** How many are credited in one transaction. */
const AT_ONCE = 1000;

/**
 * Credits interest to matured investments whose payout waits for cash, or for an account of ours that is frozen: Dr revenue, Cr each
 * investor interest. A payout that is made by the next banking day is on time; one that waits longer earns for every day since maturity,
 * at first all of them at once, then day by day. It is kept as periods after the term: day n is period term + n. One that waits for its
 * investor to name another bank account earns nothing. Running it twice posts once; one query when nobody waits.
 *
 * @returns how many investments were credited
 */
export async function accrueWaiting({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  const waiting = await listWaiting(db, businessDate);
  let credited = 0;
  for (const chunk of chunksOf(waiting, AT_ONCE)) {
    const ids = chunk.map(({ id }) => id);
    credited += await inTransaction((tx) => credit(tx, ids, businessDate));
  }
  return credited;
}

async function credit(tx: Tx, ids: string[], businessDate: IsoDate): Promise<number> {
  await lockInvestments(tx, ids);
  const due = (await listWaiting(tx, businessDate, ids)).filter(({ amount }) => !d(amount).isZero());
  if (due.length === 0) return 0;
  const { transactionId } = await postTransaction(tx, {
    ...interestCalculation({
      borrowers: [],
      investors: due.map(({ id, investorId, period, amount }) => ({
        investorId,
        investmentId: id,
        period,
        amount,
      })),
    }),
    key: `waiting-interest:${businessDate}:${due[0]!.id}`,
    mode: "record",
    effectiveOn: businessDate,
  });
  await recordAccruals(
    tx,
    due.map(({ id, period, amount }) => ({
      ...{ type: "investment" as const, id, period, amount, businessDate },
      transactionId: BigInt(transactionId),
    })),
  );
  return due.length;
}

type Row = {
  id: string;
  investorId: string;
  principal: string;
  annualRate: string;
  termMonths: number;
  maturesOn: string;
  day: number;
  isFirst: boolean;
};

async function listWaiting(tx: Tx, businessDate: IsoDate, ids?: string[]) {
  const period = Prisma.sql`i.term_months + (${businessDate}::date - i.matures_on)`;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT i.id, i.investor_id AS "investorId", i.principal::text, i.annual_rate::text AS "annualRate",
           i.term_months AS "termMonths", i.matures_on::text AS "maturesOn", ${businessDate}::date - i.matures_on AS day,
           ${accruedThrough("investment", Prisma.sql`i.id`)} <= i.term_months AS "isFirst"
      FROM investments i
     WHERE i.status = 'MATURED' AND i.payout_order_id IS NULL AND i.problem IS NULL AND i.matures_on < ${businessDate}::date
       AND (${ids === undefined} OR i.id = ANY(${ids ?? []}::text[]))
       AND NOT ${isCharged("investment", Prisma.sql`i.id`, period)}
     ORDER BY i.number`;
  const late = rows.filter(({ maturesOn }) => businessDate > nextBankingDay(maturesOn));
  return late.map(({ id, investorId, principal, annualRate, termMonths, day, isFirst }) => {
    const after = isFirst ? 0 : day - 1;
    const amount = waitingInterest({ principal: d(principal), annualRate: d(annualRate), after, day });
    return { id, investorId, period: termMonths + day, amount: toMoney(amount) };
  });
}
