// What an investor's balance should be on a day to come: pure, over the terms of what is running.
import type { IsoDate } from "@/lib/calendar/dates";
import { d, sum, toMoney } from "@/lib/money/money";
import { project } from "./projection";
import type { InvestmentSummary } from "./queries";

type Running = Pick<
  InvestmentSummary,
  "status" | "principal" | "annualRate" | "termMonths" | "startedOn" | "balances"
>;

/**
 * The balance on a date if nothing is paid in or out until then.
 *
 * @param investments all of an investor's; those that run earn their months up to `on`, others keep what they have
 * @returns dollars with two decimals, principal and interest
 *
 * @example 10,000.00 at 4.8% since 2026-01-01, on 2026-03-31: "10080.00"
 */
export function expectedBalance(investments: readonly Running[], on: IsoDate): string {
  return toMoney(sum(investments.map((each) => d(balanceOn(each, on)))));
}

function balanceOn(investment: Running, on: IsoDate): string {
  const { status, principal, annualRate, termMonths, startedOn, balances } = investment;
  if (status !== "ACTIVE" || startedOn === null) {
    return toMoney(d(balances.principal.posted).plus(d(balances.interest.posted)));
  }
  const { months } = project({ principal, annualRate, termMonths, startedOn });
  const earned = months.filter(({ dueOn }) => dueOn !== null && dueOn <= on).map(({ amount }) => d(amount));
  return toMoney(d(principal).plus(sum(earned)));
}
