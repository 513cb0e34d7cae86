// What becomes of a payment order, and when.
//
// ACH: waits for the cut-off at the end of its date, then is handed over; it settles on the next bank day.
// Wire: the same date when banks are open, else the next bank day. RTP: at once, on any date.
//
// The account number decides the outcome: 100XX is returned with code RXX instead of being completed (RTP cannot be
// returned and fails), 200XX is completed by ACH and returned with RXX two bank days later, 11111111… fails, any other
// number succeeds.
import type { Bank } from "./bank";
import { returnDay } from "./bank";
import { openDay, plusBankDays, plusDays } from "./bank-days";
import type { PaymentOrder, Plan, Rail, Return } from "./records";
import { stamp } from "./store";
import { randomUUID } from "node:crypto";

const REASONS: Record<string, string> = {
  R01: "Insufficient Funds",
  R02: "Account Closed",
  R03: "No Account/Unable to Locate Account",
  R04: "Invalid Account Number",
  R05: "Unauthorized Debit to Consumer Account",
  R07: "Authorization Revoked by Customer",
  R08: "Payment Stopped",
  R09: "Uncollected Funds",
  R10: "Customer Advises Not Authorized",
  R11: "Not in Accordance with the Terms of the Authorization",
  R16: "Account Frozen",
  R20: "Non-Transaction Account",
  R23: "Credit Entry Refused by Receiver",
  R24: "Duplicate Entry",
  R29: "Corporate Customer Advises Not Authorized",
};

export function planFor(rail: Rail, accountNumber: string, startsOn: string): Plan {
  const [handsOverOn, settlesOn] = {
    ach: [plusDays(startsOn, 1), plusBankDays(startsOn, 1)] as const,
    wire: [openDay(startsOn), openDay(startsOn)] as const,
    rtp: [startsOn, startsOn] as const,
  }[rail];
  const plan = { handsOverOn, settlesOn, returnCode: null, returnsOn: null };
  if (/^1{8,}/.test(accountNumber)) return { ...plan, outcome: "fail" };
  const [, kind, digits] = /^(100|200)(\d\d)$/.exec(accountNumber) ?? [];
  const returnCode = `R${digits}`;
  if (kind === "100")
    return rail === "rtp" ? { ...plan, outcome: "fail" } : { ...plan, outcome: "return", returnCode };
  if (kind === "200" && rail === "ach") {
    return { ...plan, outcome: "complete-then-return", returnCode, returnsOn: returnDay(settlesOn) };
  }
  return { ...plan, outcome: "complete" };
}

/** Takes the order as far as the bank's date allows. */
export function advance(bank: Bank, orderId: string): void {
  let order = bank.store.find("payment_orders", orderId)!;
  const { plan } = order;
  if (order.status === "approved" && bank.today >= plan.handsOverOn) {
    order = step(bank, { ...order, status: "processing" }, "begin_processing");
    if (plan.outcome === "fail") {
      const vendor_failure_reason = "The receiving bank could not process the payment.";
      step(bank, { ...order, status: "failed", vendor_failure_reason }, "failed");
      return;
    }
    order = step(bank, { ...order, status: "sent" }, "finish_processing");
  }
  if (order.status === "sent" && bank.today >= plan.settlesOn) {
    if (plan.outcome === "return") return comeBack(bank, order);
    order = complete(bank, order);
  }
  if (order.status === "completed" && plan.returnsOn !== null && bank.today >= plan.returnsOn)
    comeBack(bank, order);
}

/** A new date: everything that was waiting for it happens. */
export function setDate(bank: Bank, date: string): void {
  bank.change({ date });
  for (const orderId of [...bank.moving]) advance(bank, orderId);
}

function complete(bank: Bank, order: PaymentOrder): PaymentOrder {
  bank.moveMoney(order.direction === "credit" ? -order.amount : order.amount);
  const transaction_ids = [...order.transaction_ids, randomUUID()];
  return step(
    bank,
    { ...order, status: "completed", transaction_ids, reconciliation_status: "reconciled" },
    "completed",
  );
}

function comeBack(bank: Bank, order: PaymentOrder): void {
  if (order.status === "completed")
    bank.moveMoney(order.direction === "credit" ? order.amount : -order.amount);
  const code = order.plan.returnCode!;
  const returned: Return = {
    ...stamp(),
    object: "return",
    code,
    reason: REASONS[code] ?? "Returned",
    amount: order.amount,
    currency: "USD",
    type: order.type === "wire" ? "wire" : "ach",
    status: "completed",
    role: "receiving",
    returnable_id: order.id,
    returnable_type: "payment_order",
    internal_account_id: bank.internalAccountId,
    current_return: null,
    corrections: null,
    transaction_id: randomUUID(),
  };
  bank.store.put("returns", returned);
  bank.tell("created", returned);
  step(bank, { ...order, status: "returned", current_return: returned }, "returned");
  bank.tell("completed", returned);
}

function step(bank: Bank, order: PaymentOrder, eventName: string): PaymentOrder {
  const saved = bank.save(order);
  bank.tell(eventName, saved);
  return saved;
}
