// A second opinion on a loan's life: one day after the other, whole cents and exact fractions, no code of the product. Tests
// compare the engine behind `calc -- loan` with it. The rules are those of the servicing specification.

export type Terms = {
  method: "flat" | "equal-installment" | "equal-principal" | "interest-only";
  cents: bigint;
  basisPoints: bigint;
  installments: number;
  everyDays: number | null; // null: monthly
  disbursedOn: string;
  firstDueOn: string; // monthly: on the 1st to the 28th
  isActual365: boolean;
  isDaily: boolean;
  isFeesFirst: boolean;
  isReducePayment: boolean;
  lateFee: { graceDays: number; flat: bigint; basisPoints: bigint; rule: string } | null;
  nonAccrualAfter: number | null;
};

export type Happening =
  | { on: string; type: "payment"; id: string; cents: bigint; kind: string }
  | { on: string; type: "return"; of: string }
  | { on: string; type: "waive-fee"; fee: string }
  | { on: string; type: "deferral"; installments: number }
  | { on: string; type: "interest-pause"; from: string; to: string }
  | { on: string; type: "re-amortize" }
  | { on: string; type: "re-age"; installments: number; firstDueOn: string }
  | { on: string; type: "due-date"; day: number; keep: string }
  | { on: string; type: "charge-off" }
  | { on: string; type: "undo-charge-off" }
  | { on: string; type: "recovery"; cents: bigint }
  | { on: string; type: "refund"; cents: bigint };

type Fraction = { n: bigint; d: bigint };
type Three = { interest: bigint; parked: bigint; principal: bigint };
type Row = { number: number; on: string; asked: Three; got: Three; paidOn: string | null };
/** `weight`: the part of a year that each of its days is. */
type Slot = { on: string; days: number; isSkipped: boolean; weight: Fraction };
type Fee = { id: string; on: string; cents: bigint; paid: bigint; waivedOn: string | null };
export type Split = { fees: bigint; interest: bigint; principal: bigint; credit: bigint };

const DAY = 86_400_000;
const least = (a: bigint, b: bigint) => (a < b ? a : b);
const most = (a: bigint, b: bigint) => (a > b ? a : b);
const total = ({ interest, parked, principal }: Three) => interest + parked + principal;
const rest = ({ asked, got }: Pick<Row, "asked" | "got">): Three => ({
  interest: asked.interest - got.interest,
  parked: asked.parked - got.parked,
  principal: asked.principal - got.principal,
});
const NONE: Three = { interest: 0n, parked: 0n, principal: 0n };

/** Everything about the loan on a day; plain data, so that a look ahead lives on a copy. */
type State = {
  today: string;
  begins: string;
  slots: Slot[];
  /** What later periods of the same dates would be, for deferrals. */
  dates: { first: string; day: number | null; count: number };
  number: number;
  level: bigint;
  agreed: bigint[];
  principal: bigint;
  interest: bigint;
  bearing: bigint;
  unasked: bigint;
  parkedNext: bigint;
  parkedSpread: bigint;
  part: bigint | null;
  earned: Fraction;
  posted: bigint;
  earnedWhenDue: Fraction;
  rows: Row[];
  ahead: Map<number, { asked: Three; got: Three }>;
  fees: Fee[];
  frozen: { from: string; to: string }[];
  carried: { days: number; since: string; on: string; isCurable: boolean } | null;
  closed: boolean;
  isOff: boolean;
  splits: Map<string, Split>;
  reAges: string[];
  // What the books do not recognize of the contract.
  since: string | null;
  unrecognizedPrincipal: bigint;
  unrecognizedInterest: bigint;
  back: { since: string; total: bigint; done: bigint; count: number } | null;
  credit: bigint;
};

export class LoanDayByDay {
  readonly terms: Terms;
  readonly #happened: Happening[] = [];
  readonly #returned = new Set<string>();
  readonly #undone = new Set<Happening>();
  readonly #pauses: { from: string; to: string }[] = [];
  #facts: Fee[] = [];
  #factsThrough: string;
  state: State;

  constructor(terms: Terms) {
    this.terms = terms;
    this.#factsThrough = terms.disbursedOn;
    this.state = this.#begin();
  }

  goTo(day: string): void {
    while (this.state.today < day) {
      this.#earn();
      this.state.today = plusDays(this.state.today, 1);
      this.#morning();
    }
  }

  happen(event: Happening): void {
    this.goTo(event.on);
    const lived = this.#rewrites(event);
    this.#happened.push(event);
    if (!lived) return this.#take(event);
    this.#facts = this.state.fees.map((fee) => ({ ...fee, paid: 0n, waivedOn: null }));
    this.#factsThrough = event.on;
    this.state = this.#begin();
    for (const each of this.#happened) {
      this.goTo(each.on);
      if (each.type === "payment" && this.#returned.has(each.id)) continue;
      if (this.#undone.has(each)) {
        if (!this.state.since && !this.state.closed) this.#stopAccruing();
        this.#settle();
      } else this.#take(each);
    }
    this.goTo(event.on);
  }

  /** All that is due, or the next installment. */
  get scheduled(): bigint {
    const due = this.#open.reduce((sum, row) => sum + total(rest(row)), 0n);
    if (due > 0n) return due;
    const next = this.#comingRows().find((row) => total(rest(row)) > 0n);
    return next ? total(rest(next)) : 0n;
  }

  get payoff(): bigint {
    const { principal, interest } = this.state;
    return principal + interest + this.#running + this.#unpaidFees + most(0n, -this.state.credit);
  }

  get daysPastDue(): number {
    const { carried, today } = this.state;
    const oldest = this.#open.find((row) => row.on < today && total(rest(row)) >= 100n);
    return (oldest ? this.#late(oldest.on) : 0) + (carried?.days ?? 0);
  }

  get pastDue(): bigint {
    return this.#open
      .filter(({ on }) => on < this.state.today)
      .reduce((sum, row) => sum + total(rest(row)), 0n);
  }

  get fees(): bigint {
    return this.#unpaidFees;
  }

  get balances() {
    const { principal, interest, isOff, credit, unrecognizedPrincipal, unrecognizedInterest } = this.state;
    if (isOff) return { principal: 0n, interest: 0n, fees: 0n, credit };
    return {
      principal: principal - unrecognizedPrincipal,
      interest: interest - unrecognizedInterest,
      fees: this.#unpaidFees,
      credit,
    };
  }

  get status(): string {
    const { closed, isOff, since, credit } = this.state;
    if (closed && credit >= 0n) return "closed";
    if (isOff) return "charged-off";
    if (since) return "non-accrual";
    return this.daysPastDue > 0 ? "late" : "current";
  }

  /** Splits as they count now; none of a payment that came back. */
  splitOf(id: string): Split {
    const nothing = { fees: 0n, interest: 0n, principal: 0n, credit: 0n };
    return this.#returned.has(id) ? nothing : (this.state.splits.get(id) ?? nothing);
  }

  /** Due date and dollars asked of every installment, fallen due or to come. */
  get schedule(): [string, bigint, bigint][] {
    return [...this.state.rows, ...this.#comingRows()].map((row) => [
      row.on,
      total(row.asked),
      total(row.got),
    ]);
  }

  get #open(): Row[] {
    return this.state.rows.filter((row) => total(rest(row)) > 0n);
  }

  get #unpaidFees(): bigint {
    return this.state.fees.reduce((sum, fee) => sum + unpaidFee(fee), 0n);
  }

  get #running(): bigint {
    const { closed, isOff, slots, today, earned, posted } = this.state;
    if (closed || isOff) return 0n;
    if (this.terms.method !== "flat") return most(0n, rounded(earned) - posted);
    const [slot] = slots;
    if (!slot) return 0n;
    const days = BigInt(daysBetween(this.state.begins, today));
    return rounded({ n: this.#agreedOf(slot) * days, d: BigInt(slot.days) });
  }

  #agreedOf(slot: Slot): bigint {
    const { begins, agreed, bearing } = this.state;
    const isPaused = this.#pauses.some(({ from, to }) => from <= begins && slot.on <= to);
    return isPaused || slot.isSkipped || bearing === 0n ? 0n : (agreed[0] ?? 0n);
  }

  #begin(): State {
    const terms = this.terms;
    const dates = {
      first: terms.firstDueOn,
      day: terms.everyDays ? null : Number(terms.firstDueOn.slice(8)),
      count: terms.installments,
    };
    const slots = this.#slots(terms.disbursedOn, dates);
    const zero = { n: 0n, d: 1n };
    return {
      ...{ today: terms.disbursedOn, begins: terms.disbursedOn, slots, dates, number: 1 },
      level: this.#levelOf(
        terms.cents,
        slots.map((slot) => factorOf(slot, terms.basisPoints, slot.days)),
      ),
      agreed: terms.method === "flat" ? this.#agree(terms.cents, slots) : [],
      ...{ principal: terms.cents, interest: 0n, bearing: terms.cents, unasked: 0n },
      ...{ parkedNext: 0n, parkedSpread: 0n, part: null, earned: zero, posted: 0n, earnedWhenDue: zero },
      ...{ rows: [], ahead: new Map(), fees: [], frozen: [], carried: null, closed: false, isOff: false },
      ...{ splits: new Map(), reAges: [], since: null, unrecognizedPrincipal: 0n, unrecognizedInterest: 0n },
      ...{ back: null, credit: 0n },
    };
  }

  /** Periods from a day on; under 30/360 each month is a twelfth, and odd days at the front are their month's part of one. */
  #slots(begins: string, { first, day, count }: State["dates"]): Slot[] {
    const { everyDays, isActual365 } = this.terms;
    let from = begins;
    return Array.from({ length: count }, (_, at) => {
      const on = everyDays ? plusDays(first, everyDays * at) : monthsAfter(first, at, day!);
      const days = daysBetween(from, on);
      const year = isActual365
        ? { n: BigInt(days), d: 365n }
        : at > 0
          ? { n: 1n, d: 12n }
          : oddMonths(from, on);
      from = on;
      return { on, days, isSkipped: false, weight: lowest({ n: year.n, d: year.d * BigInt(days) }) };
    });
  }

  #agree(cents: bigint, slots: Slot[]): bigint[] {
    const shares = slots.map(({ weight, days }) => ({ n: weight.n * BigInt(days), d: weight.d }));
    const whole = shares.reduce(plus);
    const { basisPoints } = this.terms;
    const sum = rounded({ n: cents * basisPoints * whole.n, d: 10_000n * whole.d });
    let left = sum;
    return shares.map(({ n, d }, at) => {
      const exact = rounded({ n: sum * n * whole.d, d: d * whole.n });
      const part = at === shares.length - 1 ? left : least(left, exact);
      left -= part;
      return part;
    });
  }

  #levelOf(cents: bigint, factors: Fraction[]): bigint {
    const { method } = this.terms;
    if (method === "interest-only" || factors.length === 0) return 0n;
    if (method !== "equal-installment") return rounded({ n: cents, d: BigInt(factors.length) });
    // The present values of 1 paid on each due date.
    let [value, discount] = [
      { n: 0n, d: 1n },
      { n: 1n, d: 1n },
    ];
    for (const { n, d } of factors) {
      discount = lowest({ n: discount.n * d, d: discount.d * (d + n) });
      value = plus(value, discount);
    }
    return rounded({ n: cents * value.d, d: value.n });
  }

  #isPaused(day: string): boolean {
    return this.#pauses.some(({ from, to }) => from <= day && day < to);
  }

  /** A day's interest, by its end. */
  #earn(): void {
    const { state } = this;
    const [slot] = state.slots;
    const { isDaily, method, basisPoints } = this.terms;
    if (state.closed || state.isOff || method === "flat" || this.#isPaused(state.today)) return;
    if (!isDaily && !slot) return;
    const balance = isDaily ? state.principal : state.bearing;
    const weight = isDaily ? { n: 1n, d: 365n } : slot!.weight;
    state.earned = plus(state.earned, { n: balance * basisPoints * weight.n, d: 10_000n * weight.d });
  }

  #post(): bigint {
    const { state } = this;
    if (this.terms.method === "flat") return 0n;
    const amount = most(0n, rounded(state.earned) - state.posted);
    state.posted += amount;
    this.#charge(amount);
    state.unasked += amount;
    this.#growLast();
    return amount;
  }

  #charge(amount: bigint): void {
    this.state.interest += amount;
    if (this.state.since) this.state.unrecognizedInterest += amount;
  }

  #growLast(): void {
    const { state } = this;
    const last = state.rows.at(-1);
    if (!this.terms.isDaily || state.slots.some(({ isSkipped }) => !isSkipped) || !last) return;
    const more = this.#unaskedParts();
    if (more.interest + more.principal === 0n) return;
    last.asked = {
      ...last.asked,
      interest: last.asked.interest + more.interest,
      principal: last.asked.principal + more.principal,
    };
    last.paidOn = null;
  }

  #unaskedParts(): { interest: bigint; principal: bigint } {
    const { state } = this;
    if (!this.terms.isDaily) return { interest: state.unasked, principal: state.bearing };
    const open = this.#open.map(rest);
    const parked = state.parkedNext + state.parkedSpread;
    const left = most(
      0n,
      state.principal + state.interest - parked - open.reduce((sum, each) => sum + total(each), 0n),
    );
    const asked = open.reduce((sum, each) => sum + each.interest + each.parked, 0n);
    const interest = most(0n, least(left, state.interest - parked - asked));
    return { interest, principal: left - interest };
  }

  #morning(): void {
    const { state } = this;
    const { today } = state;
    if (state.closed || state.isOff) return;
    if (state.slots[0]?.on === today) this.#fallDue();
    else if (this.terms.isDaily && plusDays(today, 1).endsWith("-01")) this.#post();
    this.#assessFees();
    const { nonAccrualAfter } = this.terms;
    if (nonAccrualAfter !== null && this.daysPastDue >= nonAccrualAfter && !state.since) this.#stopAccruing();
    this.#settle();
  }

  /** Nothing will be asked any more. */
  #isOver(): boolean {
    const { state } = this;
    if (state.ahead.size > 0 || state.parkedNext + state.parkedSpread !== 0n) return false;
    if (this.terms.isDaily) return state.principal === 0n && state.interest === 0n;
    return state.bearing === 0n && state.unasked === 0n && rounded(state.earned) <= state.posted;
  }

  #fallDue(): void {
    const { state } = this;
    const slot = state.slots[0]!;
    const { isDaily, method } = this.terms;
    this.#post();
    if (slot.isSkipped) {
      const { interest } = this.#unaskedParts();
      if (method !== "flat") {
        state.parkedSpread += interest;
        state.unasked -= interest;
      }
      state.part = null;
      [state.earned, state.posted] = [{ n: 0n, d: 1n }, 0n];
    } else this.#ask(slot);
    state.begins = slot.on;
    state.slots = state.slots.slice(1);
    if (!isDaily) [state.earned, state.posted] = [{ n: 0n, d: 1n }, 0n];
    state.earnedWhenDue = state.earned;
  }

  #ask(slot: Slot): void {
    const { state } = this;
    const isFlat = this.terms.method === "flat";
    const count = BigInt(state.slots.filter(({ isSkipped }) => !isSkipped).length);
    const credit = state.ahead.get(state.number);
    let asked: Three;
    if (isFlat) {
      const isPaused = this.#pauses.some(({ from, to }) => from <= state.begins && slot.on <= to);
      const isFree = isPaused || (state.bearing === 0n && !credit);
      const interest = isFree ? 0n : (state.agreed[0] ?? 0n);
      state.agreed = state.agreed.slice(1);
      this.#charge(interest);
      const level = most(least(state.level, state.bearing), credit?.got.principal ?? 0n);
      asked = { interest, parked: 0n, principal: count === 1n ? state.bearing : level };
    } else asked = { parked: 0n, ...this.#askDeclining(count === 1n, credit) };
    const isFinal = count === 1n || this.#unaskedParts().principal <= asked.principal;
    state.part ??= rounded({ n: state.parkedSpread, d: count });
    const wanted = most(0n, state.part - (credit?.got.parked ?? 0n));
    const parked = isFinal ? state.parkedSpread : least(wanted, state.parkedSpread);
    state.parkedSpread -= parked;
    const got = credit?.got ?? NONE;
    const whole: Three = {
      interest: asked.interest + (isFlat ? 0n : got.interest),
      parked: parked + state.parkedNext + got.parked,
      principal: asked.principal + (isFlat ? 0n : got.principal),
    };
    state.parkedNext = 0n;
    state.bearing -= asked.principal;
    if (!isFlat) state.unasked -= asked.interest;
    state.ahead.delete(state.number);
    const row: Row = { number: state.number, on: slot.on, asked: whole, got, paidOn: null };
    state.number += 1;
    if (total(whole) === 0n) return;
    if (total(rest(row)) === 0n) row.paidOn = slot.on;
    state.rows = [...state.rows, row];
  }

  #askDeclining(isLast: boolean, credit: { asked: Three; got: Three } | undefined) {
    const open = this.#unaskedParts();
    if (isLast) return open;
    const { method } = this.terms;
    const within = (payment: bigint) => {
      const interest = least(payment, open.interest);
      return { interest, principal: least(payment - interest, open.principal) };
    };
    if (credit) {
      const { interest, principal } = rest(credit);
      return within(interest + principal);
    }
    if (method === "equal-installment") return within(this.state.level);
    return { interest: open.interest, principal: least(this.state.level, open.principal) };
  }

  #late(dueOn: string): number {
    const { today, frozen } = this.state;
    let days = 0;
    for (let day = dueOn; day < today; day = plusDays(day, 1))
      if (!frozen.some(({ from, to }) => from <= day && day < to)) days += 1;
    return days;
  }

  #assessFees(): void {
    const { state } = this;
    if (state.today <= this.#factsThrough) {
      for (const fee of this.#facts) if (fee.on === state.today) state.fees.push({ ...fee });
      return;
    }
    const policy = this.terms.lateFee;
    if (!policy) return;
    for (const row of this.#open) {
      const id = `late:${row.number}`;
      const unpaid = total(rest(row));
      const isKnown = [...state.fees, ...this.#facts].some((fee) => fee.id === id);
      if (isKnown || unpaid < 100n || this.#late(row.on) <= policy.graceDays) continue;
      const byRate = rounded({ n: unpaid * policy.basisPoints, d: 10_000n });
      const { flat } = policy;
      const cents = {
        greater: most(flat, byRate),
        lesser: least(flat, byRate),
        flat,
        rate: byRate,
      }[policy.rule]!;
      if (cents > 0n) state.fees.push({ id, on: state.today, cents, paid: 0n, waivedOn: null });
    }
  }

  #stopAccruing(): void {
    const { state } = this;
    if (this.terms.isDaily) this.#post();
    state.since = state.today;
    state.back = null;
    state.unrecognizedInterest = state.interest - least(0n, state.interest - state.unrecognizedInterest);
  }

  #settle(): void {
    const { state } = this;
    const { today, carried } = state;
    if (carried?.isCurable && monthsAfter(this.terms.disbursedOn, 9) <= today) {
      const last = state.rows.filter(({ on }) => on > carried.on).slice(-3);
      if (last.length === 3 && last.every(isOnTime)) state.carried = null;
    }
    if (state.since && !state.closed && !state.isOff && this.daysPastDue === 0) {
      const last = state.rows.filter(({ on }) => on > state.since!).slice(-6);
      if (last.length === 6 && last.every(isOnTime)) {
        const count = Math.max(1, this.#comingRows().length + this.#open.length);
        state.since = null;
        state.back = { since: today, total: state.unrecognizedPrincipal, done: 0n, count };
      }
    }
    if (!state.back) return;
    const { back } = state;
    const paid = BigInt(state.rows.filter(({ paidOn }) => paidOn !== null && paidOn > back.since).length);
    const count = BigInt(back.count);
    const part = rounded({ n: back.total * least(paid, count), d: count });
    back.done = most(back.done, part);
    state.unrecognizedPrincipal = state.closed ? 0n : back.total - back.done;
  }

  #rewrites(event: Happening): boolean {
    if (event.type === "return") this.#returned.add(event.of);
    else if (event.type === "interest-pause") this.#pauses.push(event);
    else if (event.type === "undo-charge-off")
      this.#undone.add(this.#happened.findLast(({ type }) => type === "charge-off")!);
    else return false;
    return true;
  }

  #take(event: Happening): void {
    const { state } = this;
    switch (event.type) {
      case "payment": {
        const split = state.isOff ? this.#payClaim(event.cents) : this.#receive(event.cents, event.kind);
        state.splits.set(event.id, split);
        state.credit += split.credit;
        break;
      }
      case "waive-fee": {
        const fee = state.fees.find(({ id }) => id === event.fee);
        if (!fee || fee.waivedOn) break;
        fee.waivedOn = event.on;
        state.credit += fee.paid;
        break;
      }
      case "deferral":
        this.#defer(event.installments);
        break;
      case "due-date":
        this.#moveDates(event.day, event.keep);
        break;
      case "re-amortize":
        this.#withdraw();
        this.#level(state.begins);
        break;
      case "re-age":
        this.#reAge(event.installments, event.firstDueOn);
        break;
      case "charge-off":
        if (state.closed) break;
        if (this.terms.isDaily) this.#post();
        [state.isOff, state.back] = [true, null];
        break;
      case "recovery":
        state.credit += this.#payClaim(event.cents).credit;
        break;
      case "refund":
        state.credit -= event.cents;
        break;
    }
    this.#settle();
  }

  #defer(count: number): void {
    const { state } = this;
    const { dates } = state;
    const longer = { ...dates, count: dates.count + count };
    const more = this.#slots(state.begins, longer).slice(dates.count);
    state.dates = longer;
    state.slots = [...state.slots, ...more].map((slot, at) => ({
      ...slot,
      isSkipped: slot.isSkipped || at < count,
    }));
    state.frozen = [...state.frozen, { from: state.today, to: state.slots[count - 1]!.on }];
  }

  /** Where a day of the month moves the next due date: the nearest within 15 days, tomorrow at the earliest. */
  movedDate(day: number): string | null {
    const { slots, today } = this.state;
    const [next] = slots;
    if (!next) return null;
    const near = Array.from({ length: 31 }, (_, at) => (at % 2 ? 1 : -1) * Math.ceil(at / 2))
      .map((days) => plusDays(next.on, days))
      .find((date) => Number(date.slice(8)) === day && date > today);
    return near ?? null;
  }

  #moveDates(day: number, keep: string): void {
    const { state } = this;
    const near = this.movedDate(day);
    if (!near) return;
    const before = state.slots;
    const elapsed = daysBetween(state.begins, state.today);
    state.dates = { first: near, day, count: before.length };
    state.slots = this.#slots(state.begins, state.dates).map((slot, at) => {
      if (this.terms.isActual365) return slot;
      const old = before[at]!;
      if (at > 0)
        return {
          ...slot,
          weight: { n: old.weight.n * BigInt(old.days), d: old.weight.d * BigInt(slot.days) },
        };
      const [left, later] = [BigInt(old.days - elapsed), BigInt(slot.days - elapsed)];
      return { ...slot, weight: lowest({ n: old.weight.n * left, d: old.weight.d * later }) };
    });
    if (keep === "term" && this.terms.isActual365 && this.terms.method !== "flat") this.#level(state.begins);
  }

  #reAge(installments: number, firstDueOn: string): void {
    const { state } = this;
    const days = this.daysPastDue;
    const since =
      state.carried?.since ?? this.#open.find((row) => row.on < state.today && total(rest(row)) >= 100n)?.on;
    this.#withdraw();
    const day = this.terms.everyDays ? null : Number(firstDueOn.slice(8));
    state.dates = { first: firstDueOn, day, count: installments };
    state.slots = this.#slots(state.begins, state.dates);
    if (this.terms.method === "flat") state.agreed = this.#agree(state.bearing, state.slots);
    this.#level(state.begins);
    const within = (months: number) =>
      state.reAges.filter((on) => on > monthsAfter(state.today, -months)).length;
    const isCurable = within(12) === 0 && within(60) < 2;
    state.carried = days > 0 ? { days, since: since!, on: state.today, isCurable } : null;
    state.reAges = [...state.reAges, state.today];
  }

  /** What fell due and was not paid waits for the installments to come. */
  #withdraw(): void {
    const { state } = this;
    const { isDaily } = this.terms;
    if (isDaily) this.#post();
    const open = this.#open.map(rest);
    const sum = (part: keyof Three) => open.reduce((all, each) => all + each[part], 0n);
    const [interest, parked, principal] = [sum("interest"), sum("parked"), sum("principal")];
    state.rows = state.rows
      .filter(({ got }) => total(got) > 0n)
      .map((row) => ({ ...row, asked: row.got, paidOn: row.paidOn ?? state.today }));
    state.bearing += principal;
    this.#withdrawAhead();
    if (!isDaily) {
      state.parkedNext += interest + parked;
      return;
    }
    const running = rounded(state.earned) - rounded(state.earnedWhenDue);
    const missed = most(0n, this.#unaskedParts().interest - parked - running);
    if (missed > 0n) {
      state.posted = most(0n, state.posted - rounded(state.earnedWhenDue));
      state.earned = plus(state.earned, { n: -state.earnedWhenDue.n, d: state.earnedWhenDue.d });
      state.earnedWhenDue = { n: 0n, d: 1n };
    }
    state.parkedNext += missed + parked;
  }

  #withdrawAhead(): void {
    const { state } = this;
    const ahead = [...state.ahead.values()].map(({ got }) => got);
    state.ahead.clear();
    if (this.terms.method !== "flat") return;
    for (const { principal } of ahead) state.bearing -= principal;
    const unearned = least(
      state.bearing,
      ahead.reduce((sum, { interest }) => sum + interest, 0n),
    );
    state.bearing -= unearned;
    state.principal -= unearned;
    state.interest += unearned;
    if (!state.since) return;
    state.unrecognizedPrincipal -= unearned;
    state.unrecognizedInterest += unearned;
  }

  /** Solves the level part again; the first period counts from a day. */
  #level(from: string): void {
    const { state } = this;
    let begins = state.begins;
    const factors: Fraction[] = [];
    for (const slot of state.slots) {
      let days = 0;
      for (let day = most2(begins, from); day < slot.on; day = plusDays(day, 1))
        if (!this.#isPaused(day)) days += 1;
      if (!slot.isSkipped) factors.push(factorOf(slot, this.terms.basisPoints, days));
      begins = slot.on;
    }
    if (factors.length > 0) state.level = this.#levelOf(this.#unaskedParts().principal, factors);
  }

  /**
   * Cash under non-accrual pays principal first in the books, whatever it pays by contract. Later, interest that was not
   * recognized is income when it is paid.
   */
  #receive(cents: bigint, kind: string): Split {
    const { state } = this;
    const [principal, interest] = [
      state.principal - state.unrecognizedPrincipal,
      state.interest - state.unrecognizedInterest,
    ];
    const before = state.unrecognizedInterest;
    const split = this.#pay(cents, kind);
    if (state.closed) return split;
    if (state.since) {
      state.unrecognizedPrincipal =
        state.principal - principal + least(principal, split.interest + split.principal);
      state.unrecognizedInterest = state.interest - interest;
    } else {
      state.unrecognizedInterest = before - least(before, split.interest);
      const early = most(0n, split.principal - principal);
      state.unrecognizedPrincipal -= early;
      if (state.back) state.back.done += early;
    }
    return split;
  }

  #pay(cents: bigint, kind: string): Split {
    const { state } = this;
    const payoff = state.principal + state.interest + this.#running + this.#unpaidFees;
    if (payoff - cents <= (kind === "PAYOFF" ? 100n : 0n)) return this.#close(cents);
    const isFlat = this.terms.method === "flat";
    const split = { fees: 0n, interest: 0n, principal: 0n, credit: 0n };
    if (kind === "PRINCIPAL" && cents < this.#principalRoom()) {
      if (this.terms.isDaily) this.#post();
      split.principal = this.#takePrincipal(cents);
      if (!isFlat && this.terms.isReducePayment) this.#level(state.today);
      return split;
    }
    let left = cents;
    const add = (part: "fees" | "interest" | "principal", amount: bigint) => {
      split[part] += amount;
      left -= amount;
    };
    if (this.terms.isDaily) this.#post();
    if (this.terms.isFeesFirst) add("fees", this.#payFees(left));
    const isNothingDue = !this.#open.some((row) => total(rest(row)) >= 100n);
    const due = this.#payRows(left);
    add("interest", due.interest);
    add("principal", due.principal);
    if (isNothingDue && kind === "SCHEDULED" && left > 0n && !this.#isOver() && state.slots.length > 0) {
      const ahead = this.#payAhead(left);
      add("interest", ahead.interest);
      add("principal", ahead.principal);
    }
    if (!this.terms.isFeesFirst) add("fees", this.#payFees(left));
    if (left > 0n && isFlat) {
      if (left >= this.#principalRoom()) add("interest", this.#payNextInterest(left));
      add("principal", this.#takePrincipal(least(left, this.#principalRoom())));
    } else if (left > 0n) {
      this.#post();
      const room = this.#unaskedParts();
      const extra = this.#payEarned(least(left, room.interest + room.principal));
      add("interest", extra.interest);
      add("principal", extra.principal);
      if (extra.principal > 0n && this.terms.isReducePayment) this.#level(state.today);
    }
    const parked = least(left, state.parkedNext + state.parkedSpread);
    this.#takeParked(parked);
    state.interest -= parked;
    add("interest", parked);
    split.credit = left;
    return split;
  }

  #takePrincipal(amount: bigint): bigint {
    this.state.principal -= amount;
    this.state.bearing -= amount;
    return amount;
  }

  #principalRoom(): bigint {
    const { principal } = this.#unaskedParts();
    if (this.terms.method !== "flat") return principal;
    const ahead = [...this.state.ahead.values()].reduce((sum, { got }) => sum + got.principal, 0n);
    return most(0n, least(principal - ahead, this.#owedNow));
  }

  /** The payoff without fees. */
  get #owedNow(): bigint {
    return this.state.principal + this.state.interest + this.#running;
  }

  #payFees(cents: bigint): bigint {
    let left = cents;
    for (const fee of this.state.fees) {
      const paid = least(left, unpaidFee(fee));
      fee.paid += paid;
      left -= paid;
    }
    return cents - left;
  }

  #payRows(cents: bigint): { interest: bigint; principal: bigint } {
    const { state } = this;
    let left = cents;
    const took = { ...NONE };
    for (const row of state.rows) {
      const open = rest(row);
      if (total(open) === 0n) continue;
      const filled = fill(open, left);
      if (total(filled) === 0n) continue;
      left -= total(filled);
      row.got = sumOf(row.got, filled);
      for (const part of ["interest", "parked", "principal"] as const) took[part] += filled[part];
      row.paidOn = total(rest(row)) === 0n ? state.today : null;
    }
    if (!this.terms.isDaily) {
      state.interest -= took.interest + took.parked;
      state.principal -= took.principal;
      return { interest: took.interest + took.parked, principal: took.principal };
    }
    const paid = this.#payByDay(took.interest + took.principal, took.parked);
    return { interest: paid.interest + took.parked, principal: paid.principal };
  }

  #payByDay(cents: bigint, parked: bigint): { interest: bigint; principal: bigint } {
    const { state } = this;
    const waiting =
      state.parkedNext + state.parkedSpread + this.#open.reduce((sum, row) => sum + rest(row).parked, 0n);
    const open = most(0n, state.interest - waiting - parked);
    const interest = least(cents, open);
    state.interest -= interest + parked;
    state.principal -= cents - interest;
    if (interest === open) {
      [state.earned, state.posted] = [{ n: 0n, d: 1n }, 0n];
      state.earnedWhenDue = { n: 0n, d: 1n };
    }
    return { interest, principal: cents - interest };
  }

  #payEarned(cents: bigint): { interest: bigint; principal: bigint } {
    const { state } = this;
    if (this.terms.isDaily) return this.#payByDay(cents, 0n);
    const interest = least(cents, state.unasked);
    const principal = least(cents - interest, state.bearing);
    state.unasked -= interest;
    state.bearing -= principal;
    state.interest -= interest;
    state.principal -= principal;
    return { interest, principal };
  }

  #payAhead(cents: bigint): { interest: bigint; principal: bigint } {
    const { state } = this;
    if (this.terms.method !== "flat") this.#post();
    const next = this.#comingRows().find((row) => total(rest(state.ahead.get(row.number) ?? row)) > 0n);
    if (!next) return { interest: 0n, principal: 0n };
    const credit = state.ahead.get(next.number) ?? { asked: next.asked, got: NONE };
    const open = rest(credit);
    const parked = least(open.parked, state.parkedNext + state.parkedSpread);
    const now = this.#unaskedParts();
    const isFlat = this.terms.method === "flat";
    const room = isFlat ? this.#owedNow : now.interest + now.principal + parked;
    const filled = fill({ ...open, parked }, least(cents, room));
    state.ahead.set(next.number, { asked: credit.asked, got: sumOf(credit.got, filled) });
    this.#takeParked(filled.parked);
    if (isFlat) {
      state.interest -= filled.interest + filled.parked;
      state.principal -= filled.principal;
      return { interest: filled.interest + filled.parked, principal: filled.principal };
    }
    state.interest -= filled.parked;
    const paid = this.#payEarned(filled.interest + filled.principal);
    return { interest: paid.interest + filled.parked, principal: paid.principal };
  }

  #payNextInterest(cents: bigint): bigint {
    const { state } = this;
    const [next] = this.#comingRows();
    if (!next) return 0n;
    const credit = state.ahead.get(next.number) ?? { asked: next.asked, got: NONE };
    const interest = least(cents, rest(credit).interest);
    state.ahead.set(next.number, { asked: credit.asked, got: sumOf(credit.got, { ...NONE, interest }) });
    state.interest -= interest;
    return interest;
  }

  #takeParked(cents: bigint): void {
    const { state } = this;
    const next = least(cents, state.parkedNext);
    state.parkedNext -= next;
    state.parkedSpread -= cents - next;
  }

  #payClaim(cents: bigint): Split {
    const { state } = this;
    const split = { fees: 0n, interest: 0n, principal: 0n, credit: 0n };
    let left = cents;
    if (this.terms.isFeesFirst) split.fees = this.#payFees(left);
    left -= split.fees;
    const due = this.#payRows(left);
    left -= due.interest + due.principal;
    const open = this.#open.map(rest);
    const interest = least(
      left,
      most(0n, state.interest - open.reduce((sum, each) => sum + each.interest + each.parked, 0n)),
    );
    left -= interest;
    const principal = least(left, state.principal - open.reduce((sum, each) => sum + each.principal, 0n));
    left -= principal;
    state.interest -= interest;
    state.principal -= principal;
    state.bearing -= principal;
    if (!this.terms.isFeesFirst) split.fees = this.#payFees(left);
    if (!this.terms.isFeesFirst) left -= split.fees;
    split.interest = due.interest + interest;
    split.principal = due.principal + principal;
    split.credit = left;
    return split;
  }

  #close(cents: bigint): Split {
    const { state } = this;
    const running = this.#running;
    const [interest, principal] = [state.interest + running, state.principal];
    const owedInterest = most(0n, interest);
    const owedPrincipal = principal + least(0n, interest);
    const owedFees = this.#unpaidFees;
    const paid = least(cents, owedInterest + owedPrincipal + owedFees);
    const toInterest = least(paid, owedInterest);
    const toPrincipal = least(paid - toInterest, owedPrincipal);
    const toFees = paid - toInterest - toPrincipal;
    this.#payFees(owedFees);
    this.#endRows(owedInterest, owedPrincipal);
    Object.assign(state, {
      ...{ principal: 0n, interest: 0n, bearing: 0n, unasked: 0n, parkedNext: 0n, parkedSpread: 0n },
      ...{ slots: [], closed: true, carried: null, unrecognizedPrincipal: 0n, unrecognizedInterest: 0n },
    });
    return { fees: toFees, interest: toInterest, principal: toPrincipal, credit: cents - paid };
  }

  #endRows(interest: bigint, principal: bigint): void {
    const { state } = this;
    const left = interest + principal - this.#open.reduce((sum, row) => sum + total(rest(row)), 0n);
    const rows = state.rows.map((row) => ({ ...row, got: row.asked, paidOn: row.paidOn ?? state.today }));
    const slots = state.slots.filter(({ isSkipped }) => !isSkipped);
    for (const [number, { got }] of state.ahead)
      rows.push({ number, on: slots[number - state.number]!.on, asked: got, got, paidOn: state.today });
    state.ahead.clear();
    const closing = { ...NONE, principal: left };
    const number = (rows.at(-1)?.number ?? 0) + 1;
    if (left > 0n) rows.push({ number, on: state.today, asked: closing, got: closing, paidOn: state.today });
    state.rows = rows;
  }

  /** Lives a copy on from today, paid as it asks. */
  #comingRows(): Row[] {
    const known = this.state;
    if (known.closed) return [];
    try {
      return this.#liveOn(known);
    } finally {
      this.state = known;
    }
  }

  #liveOn(known: State): Row[] {
    const { isDaily } = this.terms;
    const before = known.rows.length;
    const ahead = new Map([...known.ahead].map(([number, { got }]) => [number, got]));
    this.state = structuredClone(known);
    this.state.isOff = false;
    if (isDaily) {
      this.#post();
      this.#payRows(this.#open.reduce((sum, row) => sum + total(rest(row)), 0n));
    }
    while (this.state.slots.length > 0 && !this.#isOver()) {
      const { on } = this.state.slots[0]!;
      while (this.state.today < on) {
        this.#earn();
        this.state.today = plusDays(this.state.today, 1);
      }
      this.#fallDue();
      if (isDaily) this.#payRows(this.#open.reduce((sum, row) => sum + total(rest(row)), 0n));
    }
    return this.state.rows.slice(before).map((row) => ({ ...row, got: ahead.get(row.number) ?? NONE }));
  }
}

const isOnTime = ({ paidOn, on }: Row) => paidOn !== null && paidOn <= on;
const unpaidFee = ({ cents, paid, waivedOn }: Fee) => (waivedOn ? 0n : cents - paid);
const most2 = (a: string, b: string) => (a > b ? a : b);

function sumOf(a: Three, b: Three): Three {
  return {
    interest: a.interest + b.interest,
    parked: a.parked + b.parked,
    principal: a.principal + b.principal,
  };
}

function fill(open: Three, cents: bigint): Three {
  const interest = least(cents, open.interest);
  const parked = least(cents - interest, open.parked);
  return { interest, parked, principal: least(cents - interest - parked, open.principal) };
}

function factorOf({ weight }: Slot, basisPoints: bigint, days: number): Fraction {
  return lowest({ n: weight.n * BigInt(days) * basisPoints, d: weight.d * 10_000n });
}

function lowest({ n, d }: Fraction): Fraction {
  let [x, y] = [n < 0n ? -n : n, d];
  while (y > 0n) [x, y] = [y, x % y];
  return x === 0n ? { n: 0n, d: 1n } : { n: n / x, d: d / x };
}

function plus(a: Fraction, b: Fraction): Fraction {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : lowest({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
}

/** Whole cents, half to even. */
function rounded({ n, d }: Fraction): bigint {
  const whole = n / d;
  const twice = (n % d) * 2n;
  return twice > d || (twice === d && whole % 2n === 1n) ? whole + 1n : whole;
}

/** Whole months counted back from the due date; days before them are their part of the month in which they begin. */
function oddMonths(from: string, to: string): Fraction {
  let months = 0;
  while (monthsAfter(to, -(months + 1)) >= from) months += 1;
  const odd = BigInt(daysBetween(from, monthsAfter(to, -months)));
  const [year, month] = from.split("-").map(Number) as [number, number];
  const length = BigInt(new Date(Date.UTC(year, month, 0)).getUTCDate());
  return plus({ n: BigInt(months), d: 12n }, { n: odd, d: length * 12n });
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}

const tomorrows = new Map<string, string>();

export function plusDays(day: string, days: number): string {
  const known = days === 1 ? tomorrows.get(day) : undefined;
  if (known) return known;
  const moved = new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
  if (days === 1) tomorrows.set(day, moved);
  return moved;
}

export function monthsAfter(day: string, months: number, date = Number(day.slice(8))): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
