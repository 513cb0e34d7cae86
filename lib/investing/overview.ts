// An investor's money at a glance and over time.
import { sumAccruals } from "@/lib/accruals/queries";
import type { IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { movementsBy } from "@/lib/ledger/movements";
import { sumByPattern } from "@/lib/ledger/queries";
import { d, sum, toMoney, ZERO } from "@/lib/money/money";
import { investorPattern } from "@/lib/transaction-types/account-codes";
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
  const pattern = (part: "principal" | "interest") => investorPattern(investorId, part);
  const [asOf, investments, principal, interest] = await Promise.all([
    businessDate(),
    listInvestments(investorId),
    sumByPattern(pattern("principal")),
    sumByPattern(pattern("interest")),
  ]);
  const ids = investments.map(({ id }) => id);
  const [interestEarned, series] = await Promise.all([
    sumAccruals("investment", ids),
    balanceSeries(
      ids.map((id) => accountsOf({ investorId, id })),
      asOf,
    ),
  ]);
  const active = investments.filter(({ status }) => status === "ACTIVE");
  return {
    asOf,
    principal: { amount: principal.posted, accountPattern: pattern("principal") },
    interest: { amount: interest.posted, accountPattern: pattern("interest") },
    total: toMoney(d(principal.posted).plus(d(interest.posted))),
    depositing: principal.pendingIn,
    payingOut: toMoney(d(principal.pendingOut).plus(d(interest.pendingOut))),
    interestEarned,
    activeCount: active.length,
    nextMaturity: nextMaturity(active),
    byTerm: byTerm(active),
    series,
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

/** Posted balances by day, added up over the accounts; the last point is today's. */
async function balanceSeries(
  accounts: readonly [principal: string, interest: string][],
  today: IsoDate,
): Promise<BalancePoint[]> {
  const days = await movementsBy("day", {
    principal: { codes: accounts.map(([principal]) => principal) },
    interest: { codes: accounts.map(([, interest]) => interest) },
  });
  let [principal, interest] = [ZERO, ZERO];
  const points = days.map(({ on, moved }): BalancePoint => {
    principal = principal.plus(d(moved.principal));
    interest = interest.plus(d(moved.interest));
    return {
      on,
      principal: toMoney(principal),
      interest: toMoney(interest),
      total: toMoney(principal.plus(interest)),
    };
  });
  const last = points.at(-1);
  if (last && last.on < today) points.push({ ...last, on: today });
  return points;
}
