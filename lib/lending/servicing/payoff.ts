// What closes a loan on a day. Pure.
import { addDays, daysBetween, type IsoDate } from "@/lib/calendar/dates";
import type { Decimal } from "@/lib/money/money";
import { roundCents, sum, ZERO } from "@/lib/money/money";
import { timesQuotient } from "@/lib/money/quotient";
import { isWithin, sharesOf } from "./accrual";
import { copyOf, isDaily, isFlat, runTo, unchargedInterest, type Contract } from "./contract";
import { unpaidFees } from "./fees";
import type { Slot } from "./timetable";

const PER_DIEM_DECIMALS = 4;

export type Payoff = {
  /** Dollars that close the loan: fees, interest charged and running, principal. */
  amount: Decimal;
  /** Dollars of interest for the days elapsed that are not charged yet. */
  running: Decimal;
  /** Dollars per day, four decimals. */
  perDiem: Decimal;
};

/**
 * The payoff of a contract on the day to which its life has gone, or later within the running period.
 *
 * amount = principal + interest charged and unpaid + R(running interest) + fees. On a flat loan the running installment's
 * interest runs by its days; interest that was paid before it was charged lowers the amount.
 * per diem = the running period's interest / its days; under daily interest principal × rate / the year's days.
 *
 * Source: 15 USC 1615 (no Rule of 78); `spec-servicing.md` 7.
 *
 * @example payoffOf(dailyAfterThree, "2026-04-15") // 3,821.35 with 1.2506 per day
 */
export function payoffOf(contract: Contract, on: IsoDate): Payoff {
  const ahead = copyOf(contract);
  runTo(ahead, on);
  const isOver = contract.closedOn !== null || contract.isChargedOff;
  const slot = isOver ? undefined : contract.timetable.slots[0];
  const uncharged = isFlat(contract) ? flatRunning(contract, slot, on) : unchargedInterest(ahead);
  const running = isOver ? ZERO : uncharged;
  const amount = sum([contract.principal, contract.interest, running, unpaidFees(contract.fees)]);
  return { amount, running, perDiem: isOver ? ZERO : perDiem(contract, slot, on) };
}

function flatRunning(contract: Contract, slot: Slot | undefined, on: IsoDate): Decimal {
  const days = slot ? daysBetween(slot.startsOn, on) : 0;
  if (!slot || days <= 0) return ZERO;
  return roundCents(flatPeriod(contract, slot).times(days).div(slot.days), contract.terms.rounding);
}

function flatPeriod({ agreed, bearing, pauses }: Contract, slot: Slot): Decimal {
  return slot.isSkipped || isWithin(slot, pauses) || bearing.isZero() ? ZERO : (agreed[0] ?? ZERO);
}

function perDiem(contract: Contract, slot: Slot | undefined, on: IsoDate): Decimal {
  const { terms, pauses } = contract;
  if (pauses.some(({ from, to }) => from <= on && on < to)) return ZERO;
  if (isDaily(contract)) {
    const day = { from: on, to: addDays(on, 1) };
    const [share] = sharesOf({ span: day, pauses: [], dayCount: terms.dayCount, period: null });
    return rounded(timesQuotient(contract.principal.times(terms.annualRate), share!));
  }
  if (!slot) return ZERO;
  if (isFlat(contract)) return rounded(flatPeriod(contract, slot).div(slot.days));
  const whole = timesQuotient(contract.bearing.times(terms.annualRate), slot.share);
  return rounded(roundCents(whole, terms.rounding).div(slot.days));
}

const rounded = (amount: Decimal) => amount.toDecimalPlaces(PER_DIEM_DECIMALS);
