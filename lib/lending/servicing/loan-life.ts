// A loan's life as a pure function of its terms and what happened to it: the engine behind previews, and `calc -- loan`. Pure.
import { CalculationRefused } from "@/lib/amortization/refusal";
import { compare, type IsoDate } from "@/lib/calendar/dates";
import { sum, ZERO } from "@/lib/money/money";
import { answerOf, type LoanAnswer } from "./answer";
import type { Pause } from "./accrual";
import type { LifeEventType } from "./books";
import { refusalOf, type Before } from "./eligibility";
import { Life } from "./life";
import { completeLifeTerms, type LifeRequest, type LifeTerms } from "./life-terms";
import { refusedEvent, type LoanEvent } from "./loan-event";

/**
 * Where a loan is on a day, and how it came there.
 *
 * The morning of a day comes before its events: installments fall due, late fees are assessed, interest stops being
 * recognized. A payment that comes back, an interest pause and the undoing of a charge-off live the loan's life again
 * without or with them, and the difference is posted on their day; fees that were assessed stay.
 *
 * @param request the terms as signed; dollars as Decimal, rates as yearly fractions
 * @param events  in any order; those of one day in theirs. Later ones than `asOf` are left out
 * @param asOf    the business date
 * @throws CalculationRefused for terms that make no sense; "impossible-event" for an event that cannot happen, with its place
 *   (`events.3`) and a sentence that names it
 *
 *     balances: what the books have · contractual: what the borrower owes, whatever the books recognize
 *     Σ memo accounts = contractual − balances, part by part
 *
 * Source: `spec-servicing.md`; the order of a payment in `pay.ts`, interest in `accrual.ts`, plans in `plans.ts`.
 *
 * @example loanLife(art, [{ on: "2026-02-01", type: "payment", id: "p1", amount: d("466.67"), kind: "SCHEDULED" }], "2026-05-30")
 *   // non-accrual, 90 days past due since 2026-03-01, past due 1,400.01; balances: principal 4,583.33, interest 0.00
 */
export function loanLife(request: LifeRequest, events: readonly LoanEvent[], asOf: IsoDate): LoanAnswer {
  const terms = completeLifeTerms(request);
  if (asOf < terms.disbursedOn)
    throw new CalculationRefused("invalid-request", "asOf", "The day is not before the disbursement.");
  const history = new History(terms);
  const dated = events.map((event, index) => ({ event, index })).filter(({ event }) => event.on <= asOf);
  for (const { event, index } of dated.sort((a, b) => compare(a.event.on, b.event.on) || a.index - b.index))
    history.add(event, index);
  return answerOf({ ...history.at(asOf), asOf });
}

/** What has happened so far, and the life that follows from it. */
class History {
  readonly #terms: LifeTerms;
  readonly #events: LoanEvent[] = [];
  readonly #returnedOn = new Map<string, IsoDate>();
  readonly #undone = new Set<LoanEvent>();
  readonly #pauses: Pause[] = [];
  #life: Life;

  constructor(terms: LifeTerms) {
    this.#terms = terms;
    this.#life = new Life(terms, { pauses: [], fees: [], feesThrough: terms.disbursedOn });
  }

  add(event: LoanEvent, index: number): void {
    if (event.on > this.#life.today) this.#life.goTo(event.on);
    const refusal = refusalOf(event, this.#before());
    if (refusal) throw refusedEvent(index, event, refusal);
    const eventType = this.#rewrite(event);
    if (eventType) this.#liveAgain(event.on, eventType);
    else this.#life.take(event);
    this.#events.push(event);
  }

  at(asOf: IsoDate) {
    if (asOf > this.#life.today) this.#life.goTo(asOf);
    const payments = this.#events.filter((event) => event.type === "payment");
    return { life: this.#life, payments, returned: new Set(this.#returnedOn.keys()) };
  }

  /** Notes what changes the past; null when the event does not. */
  #rewrite(event: LoanEvent): LifeEventType | null {
    if (event.type === "return") {
      this.#returnedOn.set(event.of, event.on);
      return "reversal";
    }
    if (event.type === "interest-pause") {
      this.#pauses.push({ from: event.from, to: event.to });
      return "interest-pause";
    }
    if (event.type !== "undo-charge-off") return null;
    this.#undone.add(this.#events.findLast(({ type }) => type === "charge-off")!);
    return "undo-charge-off";
  }

  #liveAgain(on: IsoDate, eventType: LifeEventType): void {
    const before = this.#life;
    const known = { pauses: [...this.#pauses], fees: before.contract.fees, feesThrough: on };
    const life = new Life(this.#terms, known);
    for (const event of this.#events) {
      life.goTo(event.on);
      if (event.type === "payment" && this.#returnedOn.has(event.id)) continue;
      if (this.#undone.has(event)) life.stopAccruing();
      else life.take(event);
    }
    life.goTo(on);
    life.recognition.books = life.recognition.books.after(before.recognition.books, on, eventType);
    this.#life = life;
  }

  #before(): Before {
    const days = (type: LoanEvent["type"]) =>
      this.#events.filter((event) => event.type === type).map(({ on }) => on);
    const payments = this.#events.filter((event) => event.type === "payment");
    const lastChargeOff = this.#events.findLastIndex(({ type }) => type === "charge-off");
    const recoveries = this.#events.slice(lastChargeOff + 1).filter((event) => event.type === "recovery");
    return {
      life: this.#life,
      paymentOn: new Map(payments.map(({ id, on }) => [id, on])),
      returnedOn: this.#returnedOn,
      pauses: this.#pauses,
      deferralsOn: days("deferral"),
      dueDateChangesOn: days("due-date"),
      recovered: lastChargeOff < 0 ? ZERO : sum(recoveries.map(({ amount }) => amount)),
    };
  }
}
