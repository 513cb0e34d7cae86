// What happens to a loan after its disbursement, and the refusal of what cannot happen. Pure.
import { CalculationRefused } from "@/lib/amortization/refusal";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Decimal } from "@/lib/money/money";

export const PAYMENT_KINDS = ["SCHEDULED", "OTHER", "PRINCIPAL", "PAYOFF"] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

type PaymentEvent = { type: "payment"; id: string; amount: Decimal; kind: PaymentKind };
export type DueDateEvent = { type: "due-date"; day: number; keep: "payment" | "term" };
export type ReAgeEvent = { type: "re-age"; installments: number; firstDueOn: IsoDate };
type PauseEvent = { type: "interest-pause"; from: IsoDate; to: IsoDate };

/** `on` is the business date, for a payment its value date. */
export type LoanEvent = { on: IsoDate } & (
  | PaymentEvent
  | { type: "return"; of: string }
  | { type: "waive-fee"; fee: string }
  | { type: "deferral"; installments: number }
  | PauseEvent
  | { type: "re-amortize" }
  | ReAgeEvent
  | DueDateEvent
  | { type: "charge-off" }
  | { type: "undo-charge-off" }
  | { type: "recovery"; amount: Decimal }
  | { type: "refund"; amount: Decimal }
);

/**
 * The refusal of an event, naming it.
 *
 * @param index its place in the list as given, from 0
 *
 * @example refusedEvent(0, { on: "2026-03-20", type: "recovery", amount: d("300") }, "This loan is not charged off.").message
 *   // "Event 1, recovery on 2026-03-20: This loan is not charged off."
 */
export function refusedEvent(index: number, event: LoanEvent, sentence: string): CalculationRefused {
  const name = event.type === "payment" ? `payment "${event.id}"` : event.type;
  const message = `Event ${index + 1}, ${name} on ${event.on}: ${sentence}`;
  return new CalculationRefused("impossible-event", `events.${index}`, message);
}
