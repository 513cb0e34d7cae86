// An investor's money at a glance and over time.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { sumByPattern } from "@/lib/ledger/queries";
import { d, fromCents, sum, toMoney } from "@/lib/money/money";
import { accountsOf, listInvestments, type InvestmentSummary } from "./queries";

/** A roll-up over accounts, with the pattern that finds them in the ledger. */
type Figure = { amount: string; accountPattern: string };

/** Posted balances at the end of a day. */
type BalancePoint = { on: IsoDate; principal: string; interest: string; total: string };

export type InvestorOverview = {
  asOf: IsoDate;
  principal: Figure;
  interest: Figure; // credited and not yet paid out
  total: string;
  depositing: string; // deposits on their way in
  payingOut: string; // payouts on their way out
  interestEarned: string; // all interest ever credited, less what was taken back
  activeCount: number;
  nextMaturity: { investmentId: string; on: IsoDate; amount: string } | null;
  byTerm: { termMonths: number; principal: string; investments: number }[];
  series: BalancePoint[]; // one point a day on which a balance changed, and one for today
};

export async function investorOverview(investorId: string): Promise<InvestorOverview> {
  const pattern = (part: string) => `investor:${investorId}:investment:%:${part}`;
  const [asOf, investments, principal, interest, earned] = await Promise.all([
    businessDate(),
    listInvestments(investorId),
    sumByPattern(pattern("principal")),
    sumByPattern(pattern("interest")),
    interestEarned(investorId),
  ]);
  const active = investments.filter(({ status }) => status === "ACTIVE");
  return {
    asOf,
    principal: { amount: principal.posted, accountPattern: pattern("principal") },
    interest: { amount: interest.posted, accountPattern: pattern("interest") },
    total: toMoney(d(principal.posted).plus(d(interest.posted))),
    depositing: principal.pendingIn,
    payingOut: toMoney(d(principal.pendingOut).plus(d(interest.pendingOut))),
    interestEarned: earned,
    activeCount: active.length,
    nextMaturity: nextMaturity(active),
    byTerm: byTerm(active),
    series: await balanceSeries(
      investments.flatMap((each) => accountsOf({ investorId, id: each.id })),
      asOf,
    ),
  };
}

function nextMaturity(active: readonly InvestmentSummary[]): InvestorOverview["nextMaturity"] {
  const first = active
    .flatMap(({ id, maturesOn, maturityAmount }) =>
      maturesOn === null ? [] : [{ investmentId: id, on: maturesOn, amount: maturityAmount }],
    )
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  return first[0] ?? null;
}

function byTerm(active: readonly InvestmentSummary[]): InvestorOverview["byTerm"] {
  const terms = [...new Set(active.map((each) => each.termMonths))].sort((a, b) => a - b);
  return terms.map((termMonths) => {
    const same = active.filter((each) => each.termMonths === termMonths);
    return {
      termMonths,
      principal: toMoney(sum(same.map((each) => d(each.balances.principal.posted)))),
      investments: same.length,
    };
  });
}

async function interestEarned(investorId: string): Promise<string> {
  const rows = await db.$queryRaw<{ earned: string }[]>`
    SELECT coalesce(sum(a.amount), 0)::numeric(20, 2)::text AS earned
      FROM interest_accruals a JOIN investments i ON i.id = a.subject_id
     WHERE a.subject_type = 'investment' AND a.reversed_transaction_id IS NULL AND i.investor_id = ${investorId}`;
  return rows[0]?.earned ?? "0.00";
}

/** Posted balances by day, added up over the accounts; the last point is today's. */
async function balanceSeries(codes: string[], today: IsoDate): Promise<BalancePoint[]> {
  const days = await db.$queryRaw<{ day: Date; principal: bigint; interest: bigint }[]>`
    SELECT d.day,
           coalesce(sum(d.credits - d.debits) FILTER (WHERE a.code LIKE '%:principal'), 0)::bigint AS principal,
           coalesce(sum(d.credits - d.debits) FILTER (WHERE a.code LIKE '%:interest'), 0)::bigint AS interest
      FROM ledger.accounts a JOIN ledger.account_days d ON d.account_id = a.id
     WHERE a.code = ANY(${codes}::text[]) AND (d.debits <> 0 OR d.credits <> 0)
     GROUP BY d.day ORDER BY d.day`;
  const points: BalancePoint[] = [];
  let principal = 0n;
  let interest = 0n;
  for (const change of days) {
    principal += change.principal;
    interest += change.interest;
    points.push(point(fromDbDate(change.day), principal, interest));
  }
  const last = points.at(-1);
  if (last && last.on < today) points.push({ ...last, on: today });
  return points;
}

function point(on: IsoDate, principal: bigint, interest: bigint): BalancePoint {
  return {
    on,
    principal: toMoney(fromCents(principal)),
    interest: toMoney(fromCents(interest)),
    total: toMoney(fromCents(principal + interest)),
  };
}
