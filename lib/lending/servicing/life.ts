// A loan's life, day by day and event by event. Pure. Nothing in it is undone: when a payment comes back, a pause is agreed
// or a charge-off is undone, `loan-life.ts` lives the life again without it.
import { addDays, addMonths, type IsoDate } from "@/lib/calendar/dates";
import { ZERO } from "@/lib/money/money";
import type { Pause } from "./accrual";
import { Books } from "./books";
import { charge, isDaily, nextMonthEnd, openContract, runTo, type Contract } from "./contract";
import { daysLate, delinquencyOf, isUnpaid } from "./delinquency";
import { fallDue } from "./fall-due";
import { assessedFee, lateFee, lateFeeId, type Fee } from "./fees";
import { isPaidOnTime, unpaidTotal } from "./installment";
import type { LifeTerms } from "./life-terms";
import type { LoanEvent } from "./loan-event";
import { pay, payClaim, type Receipt } from "./pay";
import { changeDueDate, defer, reAge, reAmortize, type PlanBooking } from "./plans";
import {
  mayAccrueAgain,
  recognizeClaim,
  recordChargeOff,
  recordClaim,
  recordDisbursement,
  recordFee,
  recordInterest,
  recordPayment,
  recordRecovery,
  recordRefund,
  recordUnearned,
  recordWaiver,
  resumeAccrual,
  stopAccrual,
  type Recognition,
} from "./recognition";

const PAYMENTS_TO_CURE = 3;
const MONTHS_TO_CURE = 9;

/** What is known before a life is lived: what has happened in an earlier telling of it and does not change. */
export type Known = {
  pauses: readonly Pause[];
  /** Fees assessed so far. A fee is a fact: no replay changes it or adds one on a day that has passed. */
  fees: readonly Fee[];
  feesThrough: IsoDate;
};

export class Life {
  readonly contract: Contract;
  readonly recognition: Recognition = { books: new Books(), nonAccrualSince: null, returning: null };
  readonly receipts = new Map<string, Receipt>();
  readonly reAges: IsoDate[] = [];
  readonly #known: Known;
  today: IsoDate;

  constructor(terms: LifeTerms, known: Known) {
    this.#known = known;
    this.contract = openContract(terms, known.pauses);
    this.today = terms.disbursedOn;
    recordDisbursement(this.recognition, this.contract);
  }

  /** Lives up to a day and through its morning: what falls due on it has fallen due. */
  goTo(day: IsoDate): void {
    for (let next = this.#nextStep(); next <= day; next = this.#nextStep()) this.#step(next);
    if (day > this.today) this.today = day;
    runTo(this.contract, this.today);
  }

  /** Takes an event of today. Whether it may happen is decided before. */
  take(event: LoanEvent): void {
    (TAKE[event.type] as unknown as (life: Life, event: LoanEvent) => void)(this, event);
    this.#settle();
  }

  /** A charge-off that was undone: the loan goes on without accruing. */
  stopAccruing(): void {
    if (!this.recognition.nonAccrualSince && !this.contract.closedOn) this.#stopAccrual();
    this.#settle();
  }

  recordInterest(amount = this.#chargeDaily()): void {
    recordInterest(this.recognition, this.today, amount);
  }

  #chargeDaily() {
    runTo(this.contract, this.today);
    return isDaily(this.contract) ? charge(this.contract) : ZERO;
  }

  #stopAccrual(): void {
    this.recordInterest();
    stopAccrual(this.recognition, this.today);
  }

  #isRunning(): boolean {
    return !this.contract.closedOn && !this.contract.isChargedOff;
  }

  /** The next day on which something happens by itself. */
  #nextStep(): IsoDate {
    if (!this.#isRunning()) return NEVER;
    const { today, contract } = this;
    const tomorrow = addDays(today, 1);
    const days = [contract.timetable.slots[0]?.dueOn ?? NEVER, ...this.#feeDays(), this.#nonAccrualDay()];
    if (isDaily(contract)) days.push(nextMonthEnd(today));
    if (contract.carried) days.push(laterThan(today, cureDay(contract)));
    return days.map((day) => (day > today ? day : tomorrow)).reduce((a, b) => (a < b ? a : b));
  }

  #feeDays(): IsoDate[] {
    const { today } = this;
    const known = this.#known.fees.map(({ assessedOn }) => assessedOn).filter((on) => on > today);
    const { feesThrough } = this.#known;
    const tomorrow = addDays(today < feesThrough ? feesThrough : today, 1);
    return [
      ...known,
      ...this.#withoutFee().map(({ dueOn }) => {
        const on = addDays(dueOn, (this.contract.terms.lateFee?.graceDays ?? 0) + 1);
        return on > tomorrow ? on : tomorrow;
      }),
    ];
  }

  /** Installments that will have a late fee if they stay unpaid. */
  #withoutFee() {
    const { terms, installments, fees } = this.contract;
    const { lateFee: policy, rounding } = terms;
    if (!policy) return [];
    const assessed = new Set([...fees, ...this.#known.fees].map(({ id }) => id));
    return installments
      .filter((each) => !assessed.has(lateFeeId(each.number)) && isUnpaid(each))
      .map((each) => ({ ...each, fee: lateFee(policy, unpaidTotal(each), rounding) }))
      .filter(({ fee }) => fee.gt(0));
  }

  #nonAccrualDay(): IsoDate {
    const { terms, installments, carried } = this.contract;
    const oldest = installments.find(isUnpaid);
    if (terms.nonAccrualAfter === null || this.recognition.nonAccrualSince || !oldest) return NEVER;
    return addDays(oldest.dueOn, Math.max(1, terms.nonAccrualAfter - (carried?.days ?? 0)));
  }

  /** The morning of a day: due, fees, non-accrual. */
  #step(day: IsoDate): void {
    this.today = day;
    // A date on which nothing is left to ask for passes like the others.
    if (this.contract.timetable.slots[0]?.dueOn === day) this.recordInterest(fallDue(this.contract));
    else if (isDaily(this.contract) && nextMonthEnd(addDays(day, -1)) === day) this.recordInterest();
    this.#assessFees();
    const { nonAccrualAfter } = this.contract.terms;
    const { daysPastDue } = delinquencyOf(this.contract, day);
    const isTooLate = nonAccrualAfter !== null && daysPastDue >= nonAccrualAfter;
    if (isTooLate && !this.recognition.nonAccrualSince) this.#stopAccrual();
    this.#settle();
  }

  #assessFees(): void {
    const { today } = this;
    if (today <= this.#known.feesThrough)
      return this.#known.fees
        .filter(({ assessedOn }) => assessedOn === today)
        .forEach((fee) => this.#add(fee));
    const { terms, frozen } = this.contract;
    for (const row of this.#withoutFee())
      if (daysLate(row, today, frozen) > (terms.lateFee?.graceDays ?? 0))
        this.#add({ id: lateFeeId(row.number), assessedOn: today, amount: row.fee });
  }

  #add(fee: Pick<Fee, "id" | "assessedOn" | "amount">): void {
    const assessed = assessedFee(fee);
    this.contract.fees = [...this.contract.fees, assessed];
    recordFee(this.recognition, assessed);
  }

  /** What follows from the contract's new state: cures, and the claim that the books keep beside it. */
  #settle(): void {
    const { contract, recognition, today } = this;
    if (contract.carried && isCured(contract, today)) contract.carried = null;
    const isLate = delinquencyOf(contract, today).daysPastDue > 0;
    const isOpen = recognition.nonAccrualSince !== null && this.#isRunning();
    if (isOpen && !isLate && mayAccrueAgain(recognition, contract))
      resumeAccrual(recognition, contract, today);
    recognizeClaim(recognition, contract, today);
    recordClaim(recognition, contract, today);
  }
}

const NEVER = "9999-12-31";

/** Three installments in a row paid on time since the re-age, on a loan older than nine months. */
function isCured({ installments, carried, terms }: Contract, on: IsoDate): boolean {
  if (!carried?.isCurable || cureDay({ terms }) > on) return false;
  const last = installments.filter(({ dueOn }) => dueOn > carried.reAgedOn).slice(-PAYMENTS_TO_CURE);
  return last.length === PAYMENTS_TO_CURE && last.every(isPaidOnTime);
}

/** The day from which a re-aged loan is old enough. */
function cureDay({ terms }: Pick<Contract, "terms">): IsoDate {
  return addMonths(terms.disbursedOn, MONTHS_TO_CURE);
}

const laterThan = (today: IsoDate, day: IsoDate) => (day > today ? day : NEVER);

type Taken<Type extends LoanEvent["type"]> = LoanEvent & { type: Type };
type Take = { [Type in LoanEvent["type"]]: (life: Life, event: Taken<Type>) => void };

/** What each event does. Returns, pauses and undoing live the life again instead. */
const TAKE: Take = {
  payment: (life, { id, amount, kind, on }) => {
    const { contract, recognition } = life;
    const receipt = contract.isChargedOff
      ? payClaim(contract, amount, on)
      : pay(contract, { amount, kind, on });
    life.receipts.set(id, receipt);
    if (contract.isChargedOff) recordRecovery(recognition, on, amount, receipt.credit);
    else recordPayment(recognition, contract, { on, amount, receipt });
  },
  "waive-fee": ({ contract, recognition }, { fee: id, on }) => {
    const fee = contract.fees.find((each) => each.id === id);
    if (!fee || fee.waivedOn) return;
    recordWaiver(recognition, on, fee);
    contract.fees = contract.fees.map((each) =>
      each.id === id ? { ...each, waived: each.amount, waivedOn: on } : each,
    );
  },
  deferral: ({ contract }, { installments, on }) => defer(contract, installments, on),
  "due-date": ({ contract }, event) => changeDueDate(contract, event, event.on),
  "re-amortize": (life, { on }) => recordPlan(life, reAmortize(life.contract, on)),
  "re-age": (life, event) => {
    recordPlan(life, reAge(life.contract, event, event.on, isCurable(life.reAges, event.on)));
    life.reAges.push(event.on);
  },
  "charge-off": (life, { on }) => {
    if (life.contract.closedOn) return;
    life.recordInterest();
    recordChargeOff(life.recognition, on);
    life.recognition.returning = null;
    life.contract.isChargedOff = true;
  },
  recovery: ({ contract, recognition }, { amount, on }) => {
    recordRecovery(recognition, on, amount, payClaim(contract, amount, on).credit);
  },
  refund: ({ recognition }, { amount, on }) => recordRefund(recognition, on, amount),
  return: () => {},
  "interest-pause": () => {},
  "undo-charge-off": () => {},
};

function recordPlan(life: Life, { charged, unearned }: PlanBooking): void {
  life.recordInterest(charged);
  recordUnearned(life.recognition, life.today, unearned);
}

/** No re-age in the twelve months before, and at most one more in five years. */
function isCurable(reAges: readonly IsoDate[], on: IsoDate): boolean {
  const since = (months: number) => reAges.filter((before) => before > addMonths(on, -months)).length;
  return since(12) === 0 && since(60) < 2;
}
