// What a loan refuses, as far as the loan itself can say: an error that names the event, with its sentence.
import { describe, expect, it } from "vitest";
import { answer } from "@/scripts/calc-answers";
import { ART, DAILY, paid, paidOnTime, refusal, type Event, type Terms } from "@/test/support/loan-life";

const once = paidOnTime(1, "466.67");
const three = paidOnTime(3, "444.13");
const closed = paid("payoff", "2026-04-15", "3821.35", "PAYOFF");
const off: Event = { on: "2026-06-29", type: "charge-off" };
const defer: Event = { on: "2026-04-02", type: "deferral", installments: 1 };
const plans: Event[] = [
  { on: "2026-07-02", type: "deferral", installments: 1 },
  { on: "2026-07-02", type: "interest-pause", from: "2026-07-02", to: "2026-08-01" },
  { on: "2026-07-02", type: "re-amortize" },
  { on: "2026-07-02", type: "re-age", installments: 12, firstDueOn: "2026-08-01" },
  { on: "2026-07-02", type: "due-date", day: 15, keep: "payment" },
];

it("an error in place of the answer names the event by its place, type, id and date", () => {
  const events = [...once, paid("p1", "2026-03-01", "466.67")];
  expect(answer("loan", { terms: ART, events, asOf: "2026-05-01" })).toEqual({
    error: {
      code: "impossible-event",
      path: "events.1",
      message: 'Event 2, payment "p1" on 2026-03-01: There is already a payment with the id "p1".',
    },
  });
});

it.each<[string, Terms, Event[], string]>([
  [
    "an event before the disbursement",
    ART,
    [paid("p", "2025-12-31", "1.00")],
    "The loan is disbursed on January 1, 2026.",
  ],
  [
    "a payoff one day after its amount",
    ART,
    [...once, paid("p2", "2026-02-16", "4608.33", "PAYOFF")],
    "The payoff on February 16, 2026 is 4,610.12. Pay that amount.",
  ],
  [
    "PRINCIPAL while something is past due",
    ART,
    [...once, paid("p2", "2026-03-20", "500.00", "PRINCIPAL")],
    "466.67 is past due. Pay that first; what is above it can go to principal.",
  ],
  [
    "a payment on a charged-off loan",
    ART,
    [...once, off, paid("p2", "2026-07-01", "1.00")],
    "This loan is charged off. Record a recovery instead.",
  ],
  [
    "a return of an unknown payment",
    ART,
    [{ on: "2026-02-03", type: "return", of: "p9" }],
    'There is no payment "p9" to return.',
  ],
  [
    "a return before its payment",
    ART,
    [{ on: "2026-01-31", type: "return", of: "p1" }, ...once],
    'There is no payment "p1" to return.',
  ],
  [
    "a second return",
    ART,
    [...once, { on: "2026-02-03", type: "return", of: "p1" }, { on: "2026-02-04", type: "return", of: "p1" }],
    'Payment "p1" was already returned on February 3, 2026.',
  ],
  [
    "a waiver of a fee that was not assessed",
    ART,
    [...once, { on: "2026-03-16", type: "waive-fee", fee: "late:2" }],
    'There is no fee "late:2" on this loan.',
  ],
  [
    "a second waiver",
    ART,
    [...once, ...["2026-03-18", "2026-03-19"].map((on) => ({ on, type: "waive-fee", fee: "late:2" }))],
    "This fee was waived on March 18, 2026.",
  ],
  [
    "a waiver after a charge-off",
    ART,
    [...once, off, { on: "2026-07-01", type: "waive-fee", fee: "late:2" }],
    "This loan is charged off, so its fees cannot be waived.",
  ],
  [
    "a charge-off before 120 days",
    ART,
    [...once, { ...off, on: "2026-06-28" }],
    "This loan is 119 days past due and can be charged off on June 29, 2026 at the earliest.",
  ],
  [
    "a charge-off of a loan that is current",
    ART,
    [...once, { ...off, on: "2026-02-20" }],
    "This loan has nothing past due.",
  ],
  [
    "a second charge-off",
    ART,
    [...once, off, { ...off, on: "2026-07-01" }],
    "This loan is already charged off.",
  ],
  [
    "a charge-off of a loan that is paid off",
    DAILY,
    [...three, closed, off],
    "This loan is paid off, so there is nothing to charge off.",
  ],
  [
    "undoing what is not charged off",
    ART,
    [...once, { on: "2026-06-29", type: "undo-charge-off" }],
    "This loan is not charged off.",
  ],
  [
    "undoing after a recovery",
    ART,
    [
      ...once,
      off,
      { on: "2026-07-01", type: "recovery", amount: "300.00" },
      { on: "2026-07-02", type: "undo-charge-off" },
    ],
    "A recovery of 300.00 was booked. Reverse it first.",
  ],
  [
    "a recovery on a running loan",
    ART,
    [...once, { on: "2026-03-01", type: "recovery", amount: "300.00" }],
    "This loan is not charged off. Record a payment instead.",
  ],
  [
    "a refund above the credit balance",
    ART,
    [
      ...paidOnTime(11, "466.67"),
      paid("p12", "2027-01-01", "500.00"),
      { on: "2027-01-02", type: "refund", amount: "33.38" },
    ],
    "The credit balance is 33.37. A refund cannot be more than that.",
  ],
  [
    "a refund without a credit",
    ART,
    [...once, { on: "2026-02-02", type: "refund", amount: "0.01" }],
    "The credit balance is 0.00. A refund cannot be more than that.",
  ],
  [
    "a deferral before three payments",
    DAILY,
    [...three.slice(0, 2), { ...defer, on: "2026-03-02" }],
    "Installments can be deferred after 3 were paid; 2 were paid so far.",
  ],
  [
    "a deferral of three installments",
    DAILY,
    [...three, { ...defer, installments: 3 }],
    "At most 2 installments can be deferred in one request.",
  ],
  [
    "a deferral beyond 30 days past due",
    DAILY,
    [...three, { ...defer, on: "2026-06-01" }],
    "This loan is 31 days past due. Installments can be deferred up to 30 days past due.",
  ],
  [
    "two plans at once",
    DAILY,
    [...three, defer, { ...defer, on: "2026-04-03" }],
    "A deferral is in effect. Only one plan can be in effect at a time.",
  ],
  [
    "a plan during an interest pause",
    DAILY,
    [
      ...three,
      { on: "2026-04-02", type: "interest-pause", from: "2026-04-02", to: "2026-05-01" },
      { on: "2026-04-03", type: "re-amortize" },
    ],
    "An interest pause is in effect. Only one plan can be in effect at a time.",
  ],
  [
    "a third deferral within 12 months",
    DAILY,
    [
      ...three,
      defer,
      paid("p4", "2026-06-01", "490.00"),
      { ...defer, on: "2026-06-02" },
      paid("p5", "2026-08-01", "490.00"),
      { ...defer, on: "2026-08-02" },
    ],
    "This loan was deferred 2 times within 12 months, which is the limit.",
  ],
  [
    "a pause that ends before it begins",
    DAILY,
    [{ on: "2026-02-02", type: "interest-pause", from: "2026-03-01", to: "2026-03-01" }],
    "The pause ends after it begins.",
  ],
  [
    "pauses that overlap",
    DAILY,
    [
      { on: "2026-02-02", type: "interest-pause", from: "2026-02-01", to: "2026-03-01" },
      { on: "2026-02-03", type: "interest-pause", from: "2026-02-28", to: "2026-04-01" },
    ],
    "Interest is already paused from February 1, 2026 to March 1, 2026. Pauses cannot overlap.",
  ],
  [
    "a pause up to the last due date",
    DAILY,
    [{ on: "2026-02-02", type: "interest-pause", from: "2026-03-01", to: "2027-01-01" }],
    "The pause must end before the last due date.",
  ],
  [
    "a pause before the disbursement",
    DAILY,
    [{ on: "2026-02-02", type: "interest-pause", from: "2025-12-31", to: "2026-02-01" }],
    "Interest can be paused from the disbursement on.",
  ],
  [
    "a due date moved while past due",
    DAILY,
    [{ on: "2026-02-02", type: "due-date", day: 15, keep: "payment" }],
    "This loan is 1 day past due. The due date can be moved when nothing is past due.",
  ],
  [
    "a due date moved twice in 12 months",
    DAILY,
    [
      ...three,
      { on: "2026-04-02", type: "due-date", day: 15, keep: "payment" },
      { on: "2026-05-02", type: "due-date", day: 1, keep: "payment" },
    ],
    "The due date was moved on April 2, 2026. It can be moved once in 12 months.",
  ],
  [
    "a weekly due date moved",
    { ...DAILY, frequency: "weekly", firstDueOn: "2026-01-08" },
    [{ on: "2026-01-02", type: "due-date", day: 15, keep: "payment" }],
    "Only a monthly due date can be moved.",
  ],
  [
    "a due date moved into the past",
    DAILY,
    [...three, { on: "2026-04-28", type: "due-date", day: 17, keep: "payment" }],
    "A due date moves by at most 15 days, and not earlier than tomorrow.",
  ],
  [
    "a re-age that begins today",
    DAILY,
    [...three, { on: "2026-06-02", type: "re-age", installments: 12, firstDueOn: "2026-06-02" }],
    "The first due date is tomorrow at the earliest.",
  ],
  [
    "a re-amortization after the last due date",
    DAILY,
    [...three, { on: "2027-01-02", type: "re-amortize" }],
    "No installment is left. Re-age the loan instead.",
  ],
])("refuses %s", (_, terms, events, sentence) => {
  expect(refusal(terms, events)).toContain(sentence);
});

describe.each<[string, Event[], string]>([
  ["charged-off", [off], "This loan is charged off, so its terms cannot change."],
  ["paid-off", [...three, closed], "This loan is paid off, so its terms cannot change."],
])("a %s loan", (_, before, sentence) => {
  it.each(plans)("refuses the plan $type", (plan) => {
    expect(refusal({ ...DAILY, nonAccrualAfter: 90 }, [...before, plan])).toContain(sentence);
  });
});

it.each([
  [{ accrual: "daily" }, "invalid-request", "accrual"],
  [{ accrual: "daily", method: "equal-installment" }, "invalid-request", "dayCount"],
  [{ originationFee: "5000.00" }, "invalid-request", "originationFee"],
  [{ waterfall: "interest-first" }, "invalid-value", "terms.waterfall"],
  [{ lateFee: { graceDays: -1 } }, "invalid-value", "terms.lateFee.graceDays"],
  [{ nonAccrualAfter: 0 }, "invalid-value", "terms.nonAccrualAfter"],
  [{ color: "red" }, "unknown-field", "terms.color"],
  [{ principal: 5000 }, "invalid-value", "terms.principal"],
])("refuses terms with %j", (change, code, path) => {
  const request = { terms: { ...ART, ...change }, events: [], asOf: "2026-05-01" };
  expect(answer("loan", request)).toEqual({ error: { code, path, message: expect.stringMatching(/\.$/) } });
});

it.each([
  [{ type: "gift" }, "events.0.type"],
  [{ type: "payment", id: "p", amount: "0.00", kind: "OTHER" }, "events.0.amount"],
  [{ type: "payment", id: "p", amount: 5, kind: "OTHER" }, "events.0.amount"],
  [{ type: "payment", id: "", amount: "5.00", kind: "OTHER" }, "events.0.id"],
  [{ type: "payment", id: "p", amount: "5.00", kind: "GIFT" }, "events.0.kind"],
  [{ type: "due-date", day: 29, keep: "payment" }, "events.0.day"],
  [{ type: "re-age", installments: 0, firstDueOn: "2026-07-01" }, "events.0.installments"],
])("refuses an event of the shape %j", (event, path) => {
  const request = { terms: ART, events: [{ on: "2026-02-01", ...event }], asOf: "2026-05-01" };
  expect(answer("loan", request)).toEqual({
    error: expect.objectContaining({ code: "invalid-value", path }),
  });
});

it("refuses a day before the disbursement", () => {
  expect(refusal(ART, [], "2025-12-31")).toBe("The day is not before the disbursement.");
});

it("events after the day are left out, whatever they are", () => {
  expect(refusal(ART, [...once, { on: "2026-03-01", type: "recovery", amount: "1.00" }], "2026-02-28")).toBe(
    "no error",
  );
});
