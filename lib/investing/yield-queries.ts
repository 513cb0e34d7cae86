// What an investor's money earned, over all of their investments.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { d, toMoney } from "@/lib/money/money";
import type { InvestorOverview } from "./overview";
import { listInvestments, type InvestmentSummary } from "./queries";
import { annualReturn, idleShare, type AnnualReturn, type Flow, type MoneyDates } from "./returns/yield";

/** A yearly rate as a fraction with four decimals, or why there is none. */
export type ShownReturn = { kind: "rate"; rate: string } | { kind: "too-early" } | { kind: "none" };

export type InvestorYield = {
  asOf: IsoDate;
  /** From the day a deposit clears to maturity. */
  invested: ShownReturn;
  /** From the day money is sent until it is back, idle days included. */
  sent: ShownReturn;
  realized: string; // interest that was paid out
  accrued: string; // interest that was credited and not paid yet
  idleShare: string; // fraction with four decimals
};

/** @param overview of the same investor: its figures are not read twice */
export async function investorYield(
  investorId: string,
  { interest, interestEarned, total }: Pick<InvestorOverview, "interest" | "interestEarned" | "total">,
): Promise<InvestorYield> {
  const [asOf, investments] = await Promise.all([businessDate(), listInvestments(investorId)]);
  const { invested, sent, money } = await movedMoney(investments);
  return {
    asOf,
    invested: shown(annualReturn(invested, d(total), asOf)),
    sent: shown(annualReturn(sent, d(total), asOf)),
    realized: toMoney(d(interestEarned).minus(d(interest.amount))),
    accrued: interest.amount,
    idleShare: idleShare(money, asOf).toFixed(4),
  };
}

/**
 * Completed deposits and payouts, by the days on which the money worked and by those on which it moved. A wire leaves the investor's
 * bank on the day it arrives; a debit by ACH on the day it was ordered.
 */
async function movedMoney(investments: readonly InvestmentSummary[]) {
  const byId = new Map(investments.map((each) => [each.id, each]));
  const orders = await db.paymentOrder.findMany({
    where: { subjectType: "investment", subjectId: { in: [...byId.keys()] }, status: "COMPLETED" },
    select: { kind: true, direction: true, amount: true, createdOn: true, settledOn: true, subjectId: true },
  });
  // Money that waits for cash after maturity goes on earning until its payout is made.
  const payouts = orders.filter(({ kind }) => kind === "PAYOUT");
  const payoutMade = new Map(payouts.map(({ subjectId, createdOn }) => [subjectId, fromDbDate(createdOn)]));
  const earnsUntil = ({ id, isPayoutWaiting, maturesOn }: InvestmentSummary) =>
    isPayoutWaiting ? null : (payoutMade.get(id) ?? maturesOn);
  const [invested, sent, money]: [Flow[], Flow[], MoneyDates[]] = [[], [], []];
  for (const { kind, direction, createdOn, settledOn, subjectId, amount: given } of orders) {
    const investment = byId.get(subjectId)!;
    const { startedOn, maturesOn } = investment;
    const until = earnsUntil(investment);
    const settled = fromDbDate(settledOn ?? createdOn);
    const amount = d(given.toString());
    if (kind === "DEPOSIT") {
      const sentOn = direction === "INCOMING" ? settled : fromDbDate(createdOn);
      sent.push({ on: sentOn, amount: amount.negated() });
      invested.push({ on: startedOn ?? settled, amount: amount.negated() });
      // Reinvested money goes on earning: it is idle until the first deposit clears, and no longer counted here.
      const paidOutOn = investment.status === "ROLLED" ? maturesOn : investment.paidOutOn;
      money.push({ ...investment, maturesOn: until, principal: amount, sentOn, paidOutOn });
    } else {
      sent.push({ on: settled, amount });
      invested.push({ on: fromDbDate(createdOn), amount });
    }
  }
  return { invested, sent, money };
}

function shown(found: AnnualReturn): ShownReturn {
  return found.kind === "rate" ? { kind: "rate", rate: found.rate.toFixed(4) } : found;
}
