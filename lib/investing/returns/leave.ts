// What one payment of an early withdrawal takes out of an investment as it is in the books. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, roundCents, ZERO } from "@/lib/money/money";
import {
  forfeitedInterest,
  isWithoutPenalty,
  runningInterest,
  type InvestmentContract,
} from "./early-withdrawal";

/** An investment with what the books hold for it. */
export type Standing = InvestmentContract & {
  /** Dollars credited and not on their way out. */
  credited: Decimal;
};

export type Leaving = {
  /** Dollars that leave the principal. */
  principal: Decimal;
  /** Interest of the running month on them, credited on the day. */
  running: Decimal;
  penalty: Decimal;
  /** Interest paid with them, after the penalty. */
  interest: Decimal;
};

/**
 * What leaves when a part of the principal is paid out before maturity.
 *
 * @param standing dollars and a yearly rate as a fraction; all months that are over are credited
 * @param on       the day of the payment
 * @param part     dollars of principal, above 0 and at most the standing one
 * @returns dollars to the cent; the penalty never exceeds the interest on the part, so principal is never touched
 *
 * running ρ = R(R(running month)·p/P), earned = R((credited + running month)·p/P), penalty = min(R(forfeited months·p/P), earned),
 * interest = earned − penalty
 * Source: `earlyWithdrawal`, with the interest that the books hold in the place of the contract's, so that no cent is left over
 * after several partial withdrawals.
 *
 * @example 10,000.00 at 4.8% for 12 months since 2026-01-01 with 240.00 credited, 4,000.00 on 2026-07-01:
 *   running 0.00, penalty 48.00, interest 48.00
 */
export function leave(standing: Standing, { on, part }: { on: IsoDate; part: Decimal }): Leaving {
  const { principal, credited } = standing;
  const isAll = part.equals(principal);
  const of = (amount: Decimal) =>
    isAll ? roundCents(amount) : roundCents(amount.times(part).div(principal));
  const month = runningInterest(standing, on);
  const running = of(month);
  const earned = Decimal.min(of(credited.plus(month)), credited.plus(running));
  const penalty = isWithoutPenalty(standing, on)
    ? ZERO
    : Decimal.min(earned, of(forfeitedInterest(standing)));
  return { principal: part, running, penalty, interest: earned.minus(penalty) };
}

/**
 * What leaves when a day's share pays less than the whole part that was asked for.
 *
 * @param part  dollars of principal that were asked for
 * @param paid  dollars of the share, at most what the whole part would be paid
 * @returns principal and interest that come to the share, and their part of the penalty; null when the share is not a cent of principal
 *
 * of the whole part's payment A: principal = ⌊part·paid/A⌋ to the cent, the rest of the share is interest
 * Source: ours.
 *
 * @example of 10,000.00 that would be paid 10,120.00, a share of 666.67: principal 658.76, interest 7.91, penalty 7.91
 */
export function leaveFor(
  standing: Standing,
  { on, part, paid }: { on: IsoDate; part: Decimal; paid: Decimal },
): Leaving | null {
  const whole = leave(standing, { on, part });
  const amount = paidOf(whole);
  if (paid.greaterThanOrEqualTo(amount)) return whole;
  const least = part.times(paid).div(amount).toDecimalPlaces(2, Decimal.ROUND_DOWN);
  const of = (all: Decimal) => roundCents(all.times(least).div(part));
  const [running, penalty] = [of(whole.running), of(whole.penalty)];
  const interest = Decimal.min(paid.minus(least), standing.credited.plus(running).minus(penalty));
  const principal = paid.minus(interest);
  return principal.isZero() ? null : { principal, running, penalty, interest };
}

/** Dollars that reach the investor. */
export function paidOf({ principal, interest }: Pick<Leaving, "principal" | "interest">): Decimal {
  return principal.plus(interest);
}

/** The investment after the payment. */
export function afterwards(standing: Standing, left: Leaving): Standing {
  return {
    ...standing,
    principal: standing.principal.minus(left.principal),
    credited: standing.credited.plus(left.running).minus(left.penalty).minus(left.interest),
  };
}
