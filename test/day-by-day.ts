// A second opinion on loans with a declining balance: one day after the other, whole cents and exact fractions, no code of the
// product. Tests compare the books with it. The rules are those of docs/decisions/0011.

export type Terms = {
  method: "EQUAL_INSTALLMENT" | "EQUAL_PRINCIPAL" | "INTEREST_ONLY";
  cents: bigint;
  basisPoints: bigint;
  months: number;
  isActual365: boolean;
  disbursedOn: string;
};
export type Paid = { on: string; cents: bigint; isForInstallment: boolean };
export type Part = { interest: bigint; principal: bigint };

const DAY = 86_400_000;
const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** A loan that lives a day at a time. */
export class DayByDay {
  readonly parts: Part[] = [];
  readonly asked: (Part & { on: string })[] = [];
  /** Cents that bear interest, and cents of principal that fell due and were not paid. */
  bearing: bigint;
  overdue: Part[] = [];
  /** Interest that no installment asks for yet, whole cents up to the last day on which it was counted. */
  earned = 0n;
  totalInterest = 0n;
  today: string;
  readonly #terms: Terms;
  readonly #dueDates: string[];
  readonly #level: bigint;
  readonly #ahead = new Map<number, { asked: bigint; interest: bigint; principal: bigint }>();
  #period = 0;
  #centDays = 0n; // Σ bearing × days of the running period
  #counted = 0n;

  constructor(terms: Terms) {
    this.#terms = terms;
    this.today = terms.disbursedOn;
    this.bearing = terms.cents;
    this.#dueDates = Array.from({ length: terms.months }, (_, at) => monthsAfter(terms.disbursedOn, at + 1));
    this.#level = this.#levelPart();
  }

  /** Lives up to a day: what falls due on it has fallen due, and its own interest is not earned yet. */
  goTo(day: string): void {
    while (this.today < day) {
      if (this.#isRunning) this.#centDays += this.bearing;
      this.today = after(this.today, 1);
      if (this.today === this.#dueDates[this.#period]) this.#fallDue();
    }
  }

  pay({ cents, isForInstallment }: Paid): Part {
    let left = cents;
    const part: Part = { interest: 0n, principal: 0n };
    for (const row of this.overdue)
      for (const what of ["interest", "principal"] as const) {
        const taken = least(left, row[what]);
        row[what] -= taken;
        part[what] += taken;
        left -= taken;
      }
    if (left > 0n) {
      this.#count();
      const credit = isForInstallment ? this.#nextAhead() : null;
      const interest = least(left, this.earned);
      const principal = left - interest;
      this.earned -= interest;
      this.bearing -= principal;
      part.interest += interest;
      part.principal += principal;
      if (credit) {
        const room = least(left, credit.asked - credit.interest - credit.principal);
        const toInterest = least(room, interest);
        credit.interest += toInterest;
        credit.principal += room - toInterest;
      }
    }
    this.parts.push(part);
    return part;
  }

  /** All that is due, or the next installment that nobody has paid ahead. */
  get scheduled(): bigint {
    const due = this.overdue.reduce((total, row) => total + row.interest + row.principal, 0n);
    if (due > 0n || !this.#isRunning) return due;
    return this.#askedAt(this.#nextOpen());
  }

  get payoff(): bigint {
    const due = this.overdue.reduce((total, row) => total + row.interest + row.principal, 0n);
    return due + this.bearing + this.earned + this.#untilToday() - this.#counted;
  }

  get isPaid(): boolean {
    return this.payoff === 0n;
  }

  get outstanding(): bigint {
    return this.bearing + this.overdue.reduce((total, row) => total + row.principal, 0n);
  }

  /** Interest that the books have charged when each period is charged on its due date and its parts when they are paid. */
  get charged(): bigint {
    return this.totalInterest;
  }

  get #isRunning(): boolean {
    return this.#period < this.#dueDates.length;
  }

  get #days(): bigint {
    const from = this.#dueDates[this.#period - 1] ?? this.#terms.disbursedOn;
    return BigInt((Date.parse(this.#dueDates[this.#period]!) - Date.parse(from)) / DAY);
  }

  /** Of so many cent-days in the running period, in whole cents, half to even. */
  #interestOf(centDays: bigint, days = this.#days): bigint {
    const year = this.#terms.isActual365 ? 365n : 12n * days;
    return halfEven(centDays * this.#terms.basisPoints, 10_000n * year);
  }

  #untilToday(): bigint {
    return this.#isRunning ? this.#interestOf(this.#centDays) : 0n;
  }

  #count(): void {
    const now = this.#untilToday();
    this.earned += now - this.#counted;
    this.totalInterest += now - this.#counted;
    this.#counted = now;
  }

  #fallDue(): void {
    this.#count();
    const isLast = this.#period === this.#dueDates.length - 1;
    const credit = this.#ahead.get(this.#period);
    let [interest, principal] = [this.earned, this.bearing];
    if (!isLast && credit) {
      const rest = credit.asked - credit.interest - credit.principal;
      interest = least(rest, this.earned);
      principal = least(rest - interest, this.bearing);
    } else if (!isLast) [interest, principal] = this.#installment(this.earned);
    this.earned -= interest;
    this.bearing -= principal;
    this.overdue.push({ interest, principal });
    const paidAhead = credit ?? { interest: 0n, principal: 0n };
    this.asked.push({
      on: this.today,
      interest: interest + paidAhead.interest,
      principal: principal + paidAhead.principal,
    });
    this.#period += 1;
    this.#centDays = 0n;
    this.#counted = 0n;
  }

  #installment(earned: bigint): [interest: bigint, principal: bigint] {
    if (this.#terms.method === "INTEREST_ONLY") return [earned, 0n];
    if (this.#terms.method === "EQUAL_PRINCIPAL") return [earned, least(this.#level, this.bearing)];
    const interest = least(earned, this.#level);
    return [interest, least(this.#level - interest, this.bearing)];
  }

  /** The next installment that asks for something; a period on whose balance less than half a cent is earned asks for nothing. */
  #nextOpen(): number {
    let at = this.#period;
    while (at < this.#dueDates.length && this.#askedAt(at) === 0n) at += 1;
    return at;
  }

  #askedAt(at: number): bigint {
    const credit = this.#ahead.get(at);
    if (credit) return credit.asked - credit.interest - credit.principal;
    if (at >= this.#dueDates.length) return 0n;
    let earned =
      this.earned + this.#interestOf(this.#centDays + this.bearing * this.#daysLeft()) - this.#counted;
    for (let later = this.#period + 1; later <= at; later += 1) {
      const days = BigInt(
        (Date.parse(this.#dueDates[later]!) - Date.parse(this.#dueDates[later - 1]!)) / DAY,
      );
      earned += this.#interestOf(this.bearing * days, days);
    }
    if (at === this.#dueDates.length - 1) return earned + this.bearing;
    const [interest, principal] = this.#installment(earned);
    return interest + principal;
  }

  #daysLeft(): bigint {
    return BigInt((Date.parse(this.#dueDates[this.#period]!) - Date.parse(this.today)) / DAY);
  }

  #nextAhead() {
    const at = this.#nextOpen();
    if (at >= this.#dueDates.length) return null;
    const credit = this.#ahead.get(at) ?? { asked: this.#askedAt(at), interest: 0n, principal: 0n };
    this.#ahead.set(at, credit);
    return credit;
  }

  /** The level payment or principal, from exact fractions. */
  #levelPart(): bigint {
    const { method, cents, basisPoints, months, isActual365, disbursedOn } = this.#terms;
    if (method === "INTEREST_ONLY") return 0n;
    if (method === "EQUAL_PRINCIPAL") return halfEven(cents, BigInt(months));
    // The present values of 1 paid on each due date, over a common denominator.
    let [numerator, denominator, product] = [0n, 1n, 1n];
    let from = disbursedOn;
    for (const dueOn of this.#dueDates) {
      const days = BigInt((Date.parse(dueOn) - Date.parse(from)) / DAY);
      const [top, bottom] = isActual365 ? [basisPoints * days, 3_650_000n] : [basisPoints, 120_000n];
      product *= bottom;
      denominator *= bottom + top;
      numerator = numerator * (bottom + top) + product;
      from = dueOn;
    }
    return halfEven(cents * denominator, numerator);
  }
}

function halfEven(top: bigint, bottom: bigint): bigint {
  const whole = top / bottom;
  const twice = (top % bottom) * 2n;
  return twice > bottom || (twice === bottom && whole % 2n === 1n) ? whole + 1n : whole;
}

function after(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
