// A loan on a declining balance, computed again from its payments: what each of them paid, what each period's interest came to, and
// the installments that follow. Nothing of it is stored as truth, so a payment that comes back leaves no trace: it is left out
// and the rest computed again. Pure. Flat loans agree on their interest beforehand and have no part in this.
import { periodsOf, type Period } from "@/lib/amortization/periods";
import { splitRule } from "@/lib/amortization/rows";
import { completeTerms } from "@/lib/amortization/terms";
import { daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { Decimal, roundCents, sum, ZERO } from "@/lib/money/money";
import { addParts, minusParts, NO_PARTS, partsOf, payParts, totalOf, type Parts } from "@/lib/money/parts";
import { timesQuotient } from "@/lib/money/quotient";
import type { Row } from "./loan-state";
import { payFees, unpaidOfFees, type ChargedFee, type PaidFee } from "./loan-fees";
import { asRounding, scheduleRequest, type LoanTerms } from "./loan-terms";
import type { Waterfall } from "./waterfall";

/** A payment in force, or assumed to be; `valueOn` is the business date on which it was started. */
export type Payment = {
  id: string;
  /** The instant; absent: now. A payment made before a fee was waived may have paid it. */
  madeAt?: Date | undefined;
  amount: Decimal;
  valueOn: IsoDate;
  kind: "SCHEDULED" | "OTHER" | "PAYOFF";
};

export type History = {
  terms: LoanTerms;
  disbursedOn: IsoDate;
  /** In the order in which they count: by value date, then as they were made. */
  payments: readonly Payment[];
  /** What was assessed: a fact that no payment changes. In order. */
  fees?: readonly ChargedFee[];
  /** Default: consumer. */
  waterfall?: Waterfall;
};

/** How a payment was divided, dollars. The extra is in the parts, and in no installment. */
export type Split = {
  parts: Parts;
  extra: Parts;
};

export type Replay = {
  /** Paid and to come; their principal sums to the loan less the extra principal. */
  rows: Row[];
  splits: ReadonlyMap<string, Split>;
  periods: PeriodInterest[];
  /** The payments so far leave nothing owed since this day. */
  closedOn: IsoDate | null;
  /** What payments have paid of each fee; those that are waived included. */
  fees: readonly PaidFee[];
};

export type PeriodInterest = {
  period: Period;
  /** From each day on, a year's interest on the balance that bears it. */
  stretches: { from: IsoDate; perYear: Decimal }[];
  /** The last day in the period on which a payment paid interest that had been earned so far. */
  paidOn: IsoDate | null;
};

/**
 * Computes a loan from its beginning.
 *
 * A payment pays what is past due and due, the oldest first and in each its interest before its principal; then fees; the order
 * "fees-first" begins with them. What is left pays the interest earned up to the value date, then principal, which bears no interest from that day on. A SCHEDULED payment that comes
 * early is divided in the same way and still counts for the installment that it was made for; interest that the installment's period
 * earns afterward falls to the next one. Being late costs nothing more: principal bears interest until it was due.
 *
 * @param history terms and payments; a value date before the disbursement counts as the disbursement's
 * @returns splits, installments with those to come as if paid on time, and the interest of each period
 *
 * interest of a period = R(Σ balance × rate × share of a year × days of the stretch / days of the period)
 * Source: `lending.md` 3f and 3g; `spec-servicing.md` 0a and 11.2 (reduce term).
 *
 * @example replay({ terms: annuity5000, disbursedOn: "2026-01-01", payments: [{ amount: d("1332.72"), valueOn: "2026-02-01", … }] })
 *   // interest 50.00, principal 1,282.72; the second installment: interest 37.17
 */
export function replay(history: History): Replay {
  const telling = new Telling(history);
  for (const payment of history.payments) telling.pay(payment);
  return telling.end();
}

/**
 * Dollars of interest earned up to a day: of whole periods, and of the running one for its days elapsed.
 *
 * @example interestEarned(replayed, "2026-02-10", "half-even") // 50.00 + 11.95
 */
export function interestEarned({ periods }: Pick<Replay, "periods">, on: IsoDate, rounding: string): Decimal {
  return sum(periods.map((period) => earnedIn(period, on, rounding)));
}

/**
 * Dollars that the books have charged of a period when they are up to date: all of it once a run has, else what payments in it
 * have paid for.
 *
 * @param chargedThrough the last period that an interest run charged
 */
export function interestToCharge(
  interest: PeriodInterest,
  { chargedThrough, rounding }: { chargedThrough: number; rounding: string },
): Decimal {
  const { period, paidOn } = interest;
  if (period.number <= chargedThrough) return earnedIn(interest, period.dueOn, rounding);
  return paidOn ? earnedIn(interest, paidOn, rounding) : ZERO;
}

/**
 * Dollars of interest per day, four decimals, as the running period's interest over its days; 0 after the last due date.
 *
 * @example interestPerDay(replayed, "2026-02-10", "half-even") // 1.3275: 37.17 / 28
 */
export function interestPerDay({ periods }: Pick<Replay, "periods">, on: IsoDate, rounding: string): Decimal {
  const running = periods.find(({ period }) => period.startsOn <= on && on < period.dueOn);
  if (!running) return ZERO;
  const { period, stretches } = running;
  const perYear = stretches.findLast(({ from }) => from <= on)?.perYear ?? ZERO;
  return roundCents(timesQuotient(perYear, period.share), asRounding(rounding))
    .div(period.days)
    .toDecimalPlaces(4);
}

function earnedIn({ period, stretches }: PeriodInterest, on: IsoDate, rounding: string): Decimal {
  const [whole] = stretches;
  if (on >= period.dueOn && stretches.length === 1 && whole?.from === period.startsOn)
    return roundCents(timesQuotient(whole.perYear, period.share), asRounding(rounding));
  const end = on < period.dueOn ? on : period.dueOn;
  const yearDays = stretches.map(({ from, perYear }, at) => {
    const next = stretches[at + 1]?.from ?? period.dueOn;
    const days = daysBetween(from, next < end ? next : end);
    return days > 0 ? perYear.times(days) : ZERO;
  });
  const { numerator, denominator } = period.share;
  const share = { numerator, denominator: denominator * BigInt(period.days) };
  return roundCents(timesQuotient(sum(yearDays), share), asRounding(rounding));
}

/** What an installment to come asks for, and what was paid ahead of it. */
type Credit = { asked: Decimal; paid: Parts };

function restOf({ asked, paid }: Credit): Decimal {
  return asked.minus(totalOf(paid));
}

class Telling {
  readonly #terms: LoanTerms;
  readonly #disbursedOn: IsoDate;
  readonly #periods: PeriodInterest[];
  readonly #level: { payment: Decimal; principal: Decimal };
  readonly #rows: Row[] = [];
  readonly #open: Parts[] = [];
  readonly #credits = new Map<number, Credit>();
  readonly #splits = new Map<string, Split>();
  readonly #isFeesFirst: boolean;
  #fees: readonly PaidFee[];
  /** Principal that is not due yet: it bears interest. */
  #bearing: Decimal;
  /** Interest earned, neither paid nor asked for by an installment. */
  #unpaid = ZERO;
  /** Interest earned in the running period and counted in `#unpaid` before. */
  #counted = ZERO;
  #at = 0;
  #closedOn: IsoDate | null = null;

  constructor({ terms, disbursedOn, fees = [], waterfall = "consumer" }: History) {
    this.#fees = fees.map((fee) => ({ ...fee, paid: ZERO }));
    this.#isFeesFirst = waterfall === "fees-first";
    const complete = completeTerms(scheduleRequest(terms, disbursedOn));
    const periods = periodsOf(complete);
    const first = { period: periods[0]!, balance: terms.principal, isLast: periods.length === 1 };
    const { principal, interest } = splitRule(complete, periods)(first);
    this.#terms = terms;
    this.#disbursedOn = disbursedOn;
    this.#level = { payment: principal.plus(interest), principal };
    this.#bearing = terms.principal;
    this.#periods = periods.map((period) => ({ period, stretches: [], paidOn: null }));
    this.#beginPeriod();
  }

  pay(payment: Payment): void {
    const on = payment.valueOn < this.#disbursedOn ? this.#disbursedOn : payment.valueOn;
    while (this.#running && this.#running.period.dueOn <= on) this.#fallDue();
    const split: Split = { parts: NO_PARTS, extra: NO_PARTS };
    const valued = { ...payment, valueOn: on };
    const beside = this.#isFeesFirst ? this.#payFees(payment.amount, valued, split) : payment.amount;
    const left = this.#payDue(beside, split);
    if (left.gt(0)) this.#payAhead(left, valued, split);
    this.#splits.set(payment.id, split);
    if (this.#isPaid()) this.#closedOn ??= on;
  }

  /** The installments to come, as if they were paid on time. */
  end(): Replay {
    while (this.#running && (this.#owesMore() || this.#isPaidAhead())) this.#fallDue();
    return {
      ...{ rows: this.#rows, splits: this.#splits, periods: this.#periods, closedOn: this.#closedOn },
      fees: this.#fees,
    };
  }

  #payFees(amount: Decimal, payment: Payment, split: Split): Decimal {
    const { fees, used } = payFees(this.#fees, amount, payment);
    this.#fees = fees;
    split.parts = addParts(split.parts, partsOf({ fees: used }));
    return amount.minus(used);
  }

  #wholePeriod(number: number): Decimal {
    const found = this.#periods[number - 1];
    return found ? earnedIn(found, found.period.dueOn, this.#terms.rounding) : ZERO;
  }

  get #running(): PeriodInterest | undefined {
    return this.#periods[this.#at];
  }

  #beginPeriod(): void {
    if (this.#running) this.#bearFrom(this.#running.period.startsOn);
    this.#counted = ZERO;
  }

  #bearFrom(on: IsoDate): void {
    const { stretches } = this.#running!;
    if (stretches.at(-1)?.from === on) stretches.pop();
    stretches.push({ from: on, perYear: this.#bearing.times(this.#terms.annualRate) });
  }

  #count(on: IsoDate): void {
    const earned = earnedIn(this.#running!, on, this.#terms.rounding);
    this.#unpaid = this.#unpaid.plus(earned).minus(this.#counted);
    this.#counted = earned;
  }

  #payDue(amount: Decimal, split: Split): Decimal {
    let left = amount;
    for (const [at, unpaid] of this.#open.entries()) {
      const paid = payParts(unpaid, left);
      this.#open[at] = minusParts(unpaid, paid);
      split.parts = addParts(split.parts, paid);
      left = left.minus(totalOf(paid));
    }
    return left;
  }

  #payAhead(given: Decimal, payment: Payment, split: Split): void {
    const { kind, valueOn } = payment;
    if (this.#running) this.#count(valueOn);
    const credit = kind === "SCHEDULED" ? this.#nextCredit() : null;
    const counts = credit ? Decimal.min(given, restOf(credit)) : ZERO;
    const left = this.#payFees(given.minus(counts), payment, split).plus(counts);
    if (left.isZero()) return;
    if (this.#running) this.#running.paidOn = valueOn;
    const interest = Decimal.min(left, this.#unpaid);
    const paid = partsOf({ interest, principal: left.minus(interest) });
    this.#unpaid = this.#unpaid.minus(paid.interest);
    this.#bearing = Decimal.max(ZERO, this.#bearing.minus(paid.principal));
    if (this.#running) this.#bearFrom(valueOn);
    split.parts = addParts(split.parts, paid);
    if (this.#isPaid()) return this.#close(valueOn, paid);
    const counted = payParts(paid, counts);
    if (credit) credit.paid = addParts(credit.paid, counted);
    split.extra = addParts(split.extra, minusParts(paid, counted));
  }

  /** The first installment to come that asks for something and is not paid ahead; null after the last. */
  #nextCredit(): Credit | null {
    for (let at = this.#at; at < this.#periods.length; at += 1) {
      const credit = this.#credits.get(at) ?? this.#creditOf(at);
      if (restOf(credit).isZero()) continue;
      this.#credits.set(at, credit);
      return credit;
    }
    return null;
  }

  #creditOf(at: number): Credit {
    return { asked: totalOf(this.#ask(at, this.#expectedInterest(at))), paid: NO_PARTS };
  }

  /** Unpaid interest when an installment falls due, if nothing is paid until then. */
  #expectedInterest(at: number): Decimal {
    const running = earnedIn(this.#running!, this.#running!.period.dueOn, this.#terms.rounding);
    const perYear = this.#bearing.times(this.#terms.annualRate);
    const later = this.#periods
      .slice(this.#at + 1, at + 1)
      .map(({ period }) =>
        roundCents(timesQuotient(perYear, period.share), asRounding(this.#terms.rounding)),
      );
    return sum([this.#unpaid, running.minus(this.#counted), ...later]);
  }

  #ask(at: number, unpaid: Decimal): Parts {
    const isLast = at === this.#periods.length - 1;
    if (isLast) return partsOf({ interest: unpaid, principal: this.#bearing });
    if (this.#terms.method === "EQUAL_INSTALLMENT") {
      const interest = Decimal.min(unpaid, this.#level.payment);
      const principal = Decimal.min(this.#level.payment.minus(interest), this.#bearing);
      return partsOf({ interest, principal });
    }
    const level = this.#terms.method === "EQUAL_PRINCIPAL" ? this.#level.principal : ZERO;
    return partsOf({ interest: unpaid, principal: Decimal.min(level, this.#bearing) });
  }

  #fallDue(): void {
    const { period } = this.#running!;
    this.#count(period.dueOn);
    const credit = this.#credits.get(this.#at);
    const isLast = this.#at === this.#periods.length - 1;
    const asked = credit && !isLast ? this.#askRest(restOf(credit)) : this.#ask(this.#at, this.#unpaid);
    this.#unpaid = this.#unpaid.minus(asked.interest);
    this.#bearing = this.#bearing.minus(asked.principal);
    this.#addRow(period.number, period, addParts(asked, credit?.paid ?? NO_PARTS), this.#counted);
    this.#open.push(asked);
    this.#at += 1;
    this.#beginPeriod();
  }

  #askRest(rest: Decimal): Parts {
    const interest = Decimal.min(rest, this.#unpaid);
    return partsOf({ interest, principal: Decimal.min(rest.minus(interest), this.#bearing) });
  }

  #addRow(
    number: number,
    period: Pick<Period, "dueOn" | "days">,
    asked: Parts,
    periodInterest = this.#wholePeriod(number),
  ) {
    const payment = totalOf(asked);
    if (payment.isZero()) return;
    this.#rows.push({
      number,
      dueOn: period.dueOn,
      days: period.days,
      ...{ payment, principal: asked.principal, interest: asked.interest, periodInterest },
      balance: this.#bearing,
    });
  }

  /** Installments paid ahead stay as they were paid; a last one, on the day, takes what the closing payment has paid beyond. */
  #close(on: IsoDate, paid: Parts): void {
    const startsOn = this.#running?.period.startsOn ?? on;
    for (let at = this.#at; at < this.#periods.length; at += 1) {
      const credit = this.#credits.get(at);
      if (credit) this.#addRow(at + 1, this.#periods[at]!.period, credit.paid);
    }
    this.#credits.clear();
    this.#addRow(
      (this.#rows.at(-1)?.number ?? this.#at) + 1,
      { dueOn: on, days: daysBetween(startsOn, on) },
      paid,
    );
  }

  #isPaid(): boolean {
    const isOpen = this.#open.some((unpaid) => totalOf(unpaid).gt(0));
    return !isOpen && !this.#owesMore() && unpaidOfFees(this.#fees).isZero();
  }

  #owesMore(): boolean {
    return !this.#bearing.isZero() || !this.#unpaid.isZero();
  }

  #isPaidAhead(): boolean {
    return [...this.#credits.keys()].some((at) => at >= this.#at);
  }
}
