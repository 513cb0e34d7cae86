// Whether an event may happen to a loan on its day, as far as the loan itself can say. Pure.
import { addMonths, formatDate, type IsoDate } from "@/lib/calendar/dates";
import { Decimal, formatMoney, ZERO } from "@/lib/money/money";
import { chargeOffRefusal, inDays } from "./charge-off-rule";
import { delinquencyOf, MIN_PAST_DUE, pastDueOf } from "./delinquency";
import type { Life } from "./life";
import type { LoanEvent } from "./loan-event";
import { MOST_PAYOFF_ROUNDING } from "./pay";
import { payoffOf } from "./payoff";
import { hasInstallments, isDeferred } from "./plans";
import { movedDueDate } from "./timetable";

/** What has happened to the loan before the event. */
export type Before = {
  life: Life;
  /** By payment id. */
  paymentOn: ReadonlyMap<string, IsoDate>;
  returnedOn: ReadonlyMap<string, IsoDate>;
  /** Those in force. */
  pauses: readonly { from: IsoDate; to: IsoDate }[];
  deferralsOn: readonly IsoDate[];
  dueDateChangesOn: readonly IsoDate[];
  /** Recoveries since the loan was charged off. */
  recovered: Decimal;
};

type EventOf<Type extends LoanEvent["type"]> = LoanEvent & { type: Type };
type Rule = (event: LoanEvent, before: Before) => string | null;
type Rules = { [Type in LoanEvent["type"]]: (event: EventOf<Type>, before: Before) => string | null };

/**
 * The reason for which an event cannot happen, as a sentence; null when it can.
 *
 * Source: `spec-servicing.md` 5, 7, 8, 10 and 11.
 *
 * @example refusalOf({ on: "2026-03-20", type: "recovery", amount: d("300") }, artOnMarch20) // "This loan is not charged off. …"
 */
export function refusalOf(event: LoanEvent, before: Before): string | null {
  const { disbursedOn } = before.life.contract.terms;
  if (event.on < disbursedOn) return `The loan is disbursed on ${formatDate(disbursedOn)}.`;
  return (RULES[event.type] as unknown as Rule)(event, before);
}

const MOST_DEFERRED = 2;
const MOST_DEFERRALS_IN_A_YEAR = 2;
const MOST_DEFERRALS = 4;
const PAYMENTS_BEFORE_DEFERRAL = 3;
const MOST_DAYS_BEFORE_DEFERRAL = 30;

const RULES: Rules = {
  payment: ({ id, kind, amount }, before) => {
    const { contract, today } = before.life;
    if (before.paymentOn.has(id)) return `There is already a payment with the id "${id}".`;
    if (contract.isChargedOff) return "This loan is charged off. Record a recovery instead.";
    if (kind === "PRINCIPAL") return principalRefusal(before);
    if (kind !== "PAYOFF" || contract.closedOn) return null;
    const payoff = payoffOf(contract, today);
    if (payoff.amount.minus(amount).lte(MOST_PAYOFF_ROUNDING)) return null;
    return `The payoff on ${formatDate(today)} is ${formatMoney(payoff.amount)}. Pay that amount.`;
  },
  return: ({ of, on }, { paymentOn, returnedOn }) => {
    const returned = returnedOn.get(of);
    if (returned) return `Payment "${of}" was already returned on ${formatDate(returned)}.`;
    const paid = paymentOn.get(of);
    return paid && paid <= on ? null : `There is no payment "${of}" to return.`;
  },
  "waive-fee": ({ fee: id }, { life: { contract } }) => {
    const fee = contract.fees.find((each) => each.id === id);
    if (!fee) return `There is no fee "${id}" on this loan.`;
    if (fee.waivedOn) return `This fee was waived on ${formatDate(fee.waivedOn)}.`;
    return contract.isChargedOff ? "This loan is charged off, so its fees cannot be waived." : null;
  },
  deferral: (event, before) => planRefusal(before, "deferral") ?? deferralRefusal(event, before),
  "interest-pause": (event, before) => planRefusal(before, "interest-pause") ?? pauseRefusal(event, before),
  "re-amortize": (_, before) =>
    planRefusal(before, "re-amortize") ??
    (hasInstallments(before.life.contract) ? null : "No installment is left. Re-age the loan instead."),
  "re-age": ({ firstDueOn }, before) =>
    planRefusal(before, "re-age") ??
    (firstDueOn > before.life.today ? null : "The first due date is tomorrow at the earliest."),
  "due-date": (event, before) => planRefusal(before, "due-date") ?? dueDateRefusal(event, before),
  "charge-off": (_, { life: { contract, today } }) => {
    if (contract.isChargedOff) return "This loan is already charged off.";
    if (contract.closedOn) return "This loan is paid off, so there is nothing to charge off.";
    return chargeOffRefusal(delinquencyOf(contract, today).daysPastDue, today);
  },
  "undo-charge-off": (_, { life: { contract }, recovered }) => {
    if (!contract.isChargedOff) return NOT_CHARGED_OFF;
    return recovered.isZero()
      ? null
      : `A recovery of ${formatMoney(recovered)} was booked. Reverse it first.`;
  },
  recovery: (_, { life: { contract } }) =>
    contract.isChargedOff ? null : `${NOT_CHARGED_OFF} Record a payment instead.`,
  refund: ({ amount }, { life }) => {
    const balance = Decimal.max(ZERO, ZERO.minus(life.recognition.books.balance("credit")));
    if (amount.lte(balance)) return null;
    return `The credit balance is ${formatMoney(balance)}. A refund cannot be more than that.`;
  },
};

const NOT_CHARGED_OFF = "This loan is not charged off.";

function principalRefusal({ life: { contract, today } }: Before): string | null {
  const { interest, principal } = pastDueOf(contract, today);
  const pastDue = interest.plus(principal);
  if (pastDue.lt(MIN_PAST_DUE)) return null;
  return `${formatMoney(pastDue)} is past due. Pay that first; what is above it can go to principal.`;
}

type Plan = "deferral" | "interest-pause" | "re-amortize" | "re-age" | "due-date";

/** One plan at a time, and none on a loan that is not running. Interest may be paused while installments are deferred. */
function planRefusal({ life: { contract, today }, pauses }: Before, plan: Plan): string | null {
  if (contract.isChargedOff) return "This loan is charged off, so its terms cannot change.";
  if (contract.closedOn) return "This loan is paid off, so its terms cannot change.";
  const isTogether = plan === "deferral" || plan === "interest-pause";
  if (plan !== "interest-pause" && isDeferred(contract)) return another("A deferral");
  const isPaused = pauses.some(({ from, to }) => from <= today && today < to);
  return isPaused && !isTogether ? another("An interest pause") : null;
}

const another = (plan: string) => `${plan} is in effect. Only one plan can be in effect at a time.`;

function deferralRefusal(
  { installments, on }: EventOf<"deferral">,
  { life: { contract, today }, deferralsOn }: Before,
): string | null {
  if (installments > MOST_DEFERRED)
    return `At most ${MOST_DEFERRED} installments can be deferred in one request.`;
  if (!hasInstallments(contract)) return "No installment is left to defer.";
  const paid = contract.installments.filter(({ paidOn }) => paidOn !== null).length;
  if (paid < PAYMENTS_BEFORE_DEFERRAL)
    return `Installments can be deferred after ${PAYMENTS_BEFORE_DEFERRAL} were paid; ${paid} were paid so far.`;
  const { daysPastDue } = delinquencyOf(contract, today);
  if (daysPastDue > MOST_DAYS_BEFORE_DEFERRAL)
    return `This loan is ${inDays(daysPastDue)} past due. Installments can be deferred up to ${MOST_DAYS_BEFORE_DEFERRAL} days past due.`;
  if (deferralsOn.length >= MOST_DEFERRALS)
    return `This loan was deferred ${MOST_DEFERRALS} times, which is the limit.`;
  const inYear = deferralsOn.filter((each) => each > addMonths(on, -12)).length;
  if (inYear < MOST_DEFERRALS_IN_A_YEAR) return null;
  return `This loan was deferred ${MOST_DEFERRALS_IN_A_YEAR} times within 12 months, which is the limit.`;
}

function pauseRefusal(
  { from, to }: EventOf<"interest-pause">,
  { life: { contract }, pauses }: Before,
): string | null {
  if (from >= to) return "The pause ends after it begins.";
  if (from < contract.terms.disbursedOn) return "Interest can be paused from the disbursement on.";
  const other = pauses.find((each) => from < each.to && each.from < to);
  if (other)
    return `Interest is already paused from ${formatDate(other.from)} to ${formatDate(other.to)}. Pauses cannot overlap.`;
  const maturity = contract.timetable.slots.at(-1)?.dueOn;
  if (maturity && to < maturity) return null;
  return "The pause must end before the last due date.";
}

function dueDateRefusal(
  { day, on }: EventOf<"due-date">,
  { life: { contract, today }, dueDateChangesOn }: Before,
): string | null {
  if (contract.terms.frequency !== "monthly") return "Only a monthly due date can be moved.";
  const { daysPastDue } = delinquencyOf(contract, today);
  if (daysPastDue > 0)
    return `This loan is ${inDays(daysPastDue)} past due. The due date can be moved when nothing is past due.`;
  const last = dueDateChangesOn.find((each) => each > addMonths(on, -12));
  if (last) return `The due date was moved on ${formatDate(last)}. It can be moved once in 12 months.`;
  const [next] = contract.timetable.slots;
  if (!next) return "No installment is left whose due date could be moved.";
  if (movedDueDate({ dueOn: next.dueOn, day, on })) return null;
  return "A due date moves by at most 15 days, and not earlier than tomorrow.";
}
