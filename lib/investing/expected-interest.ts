// What an investor's accrued interest should be on a future date: pure, over the terms of the active investments.
import type { IsoDate } from "@/lib/calendar/dates";
import { d, sum, toMoney, type Decimal } from "@/lib/money/money";
import { project } from "./projection";
import type { InvestmentSummary } from "./queries";

type Running = Pick<
  InvestmentSummary,
  "status" | "principal" | "annualRate" | "termMonths" | "startedOn" | "balances"
>;

/**
 * The interest accrued and not paid out on a date, if nothing is paid in or out until then.
 *
 * @param investments all of an investor's; active ones earn their months up to `on`, the others keep what they have
 * @returns dollars with two decimals
 *
 * @example 10,000.00 at 4.80% since 2026-01-01, on 2026-03-31: "80.00"
 */
export function expectedInterest(investments: readonly Running[], on: IsoDate): string {
  return toMoney(sum(investments.map((each) => interestOn(each, on))));
}

function interestOn(investment: Running, on: IsoDate): Decimal {
  const { status, principal, annualRate, termMonths, startedOn, balances } = investment;
  if (status !== "ACTIVE" || startedOn === null) return d(balances.interest.posted);
  const { months } = project({ principal, annualRate, termMonths, startedOn });
  return sum(months.filter(({ dueOn }) => dueOn !== null && dueOn <= on).map(({ amount }) => d(amount)));
}
