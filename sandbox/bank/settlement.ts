// What becomes of a payment order, and when.
//
// The rail decides the dates (rails.ts), the account number the outcome: 100XX is returned with code RXX instead of being
// completed (it fails where the rail has no returns), 200XX is completed by ACH and returned with RXX two bank days later,
// 300XX is completed by ACH with the notification of change CXX, and 301XX with one whose details are not valid, 11111111… fails, any other number succeeds.
import type { Bank } from "./bank";
import { returnDay } from "./bank";
import { rulesOf, type Rail } from "./rails";
import type { PaymentOrder, Plan, Return } from "./records";
import { REASONS } from "./return-reasons";
import { post } from "./statements";
import { stamp } from "./store";
import { randomUUID } from "node:crypto";

export function planFor(rail: Rail, accountNumber: string, startsOn: string): Plan {
  const { canReturn, canReturnLater, ...rules } = rulesOf(rail);
  const [handsOverOn, settlesOn] = [rules.handsOverOn(startsOn), rules.settlesOn(startsOn)];
  const plan = { handsOverOn, settlesOn, returnCode: null, returnsOn: null, changeCode: null };
  if (/^1{8,}/.test(accountNumber)) return { ...plan, outcome: "fail" };
  const [, kind, digits] = /^(100|200|300|301)(\d\d)$/.exec(accountNumber) ?? [];
  const returnCode = `R${digits}`;
  if (kind === "100")
    return canReturn ? { ...plan, outcome: "return", returnCode } : { ...plan, outcome: "fail" };
  if (kind === "200" && canReturnLater) {
    return { ...plan, outcome: "complete-then-return", returnCode, returnsOn: returnDay(settlesOn) };
  }
  const changeCode = kind?.startsWith("30") && canReturnLater ? `C${digits}` : null;
  return { ...plan, outcome: "complete", changeCode, isChangeValid: kind === "300" };
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
  const id = post(bank, {
    cents: order.direction === "credit" ? -order.amount : order.amount,
    as: order.type,
    text: textOf(order),
  });
  const transaction_ids = [...order.transaction_ids, id];
  const completed = step(
    bank,
    { ...order, status: "completed", transaction_ids, reconciliation_status: "reconciled" },
    "completed",
  );
  if (order.plan.changeCode) reportChange(bank, completed, order.plan.changeCode);
  return completed;
}

/** As it is written on the statement: the entry's description and our reference. */
function textOf({ statement_descriptor, remittance_information }: PaymentOrder): string {
  return [statement_descriptor, remittance_information].filter(Boolean).join(" ");
}

/** The receiving bank made the payment and says which detail of the account is wrong. No money moves. */
function reportChange(bank: Bank, order: PaymentOrder, code: string): void {
  const notice = {
    ...returnOf(bank, order, { code, type: "ach_noc" }),
    corrections: correctionsFor(bank, code, order.plan.isChangeValid ?? true),
  };
  bank.store.put("returns", notice);
  bank.tell("created", notice);
}

const CORRECTED = {
  account_number: "555500019",
  routing_number: "021000089",
  transaction_code: "37",
} as const;
const FIELDS: Readonly<Record<string, readonly (keyof typeof CORRECTED)[]>> = {
  C01: ["account_number"],
  C02: ["routing_number"],
  C03: ["routing_number", "account_number"],
  C05: ["transaction_code"],
  C06: ["account_number", "transaction_code"],
  C07: ["routing_number", "account_number", "transaction_code"],
};

/** The new details; when they are not to be valid, with a routing number of a wrong check digit and a code of no account. */
function correctionsFor(bank: Bank, code: string, isValid: boolean): Return["corrections"] {
  const values = isValid
    ? { ...CORRECTED, account_number: `5555${String(bank.store.all("returns").length).padStart(5, "0")}` }
    : { account_number: "5", routing_number: "021000088", transaction_code: "99" };
  const fields = FIELDS[code];
  return fields ? Object.fromEntries(fields.map((field) => [field, values[field]])) : null;
}

function comeBack(bank: Bank, order: PaymentOrder): void {
  if (order.status === "completed")
    post(bank, {
      cents: order.direction === "credit" ? order.amount : -order.amount,
      as: "return",
      text: `RETURN ${order.plan.returnCode} ${textOf(order)}`,
    });
  const code = order.plan.returnCode!;
  const returned = returnOf(bank, order, { code, type: order.type });
  bank.store.put("returns", returned);
  bank.tell("created", returned);
  step(bank, { ...order, status: "returned", current_return: returned }, "returned");
  bank.tell("completed", returned);
}

function returnOf(bank: Bank, order: PaymentOrder, { code, type }: Pick<Return, "code" | "type">): Return {
  return {
    ...stamp(),
    object: "return",
    code,
    reason: REASONS[code] ?? "Returned",
    amount: order.amount,
    currency: "USD",
    type,
    status: "completed",
    role: "receiving",
    returnable_id: order.id,
    returnable_type: "payment_order",
    internal_account_id: bank.internalAccountId,
    current_return: null,
    corrections: null,
    transaction_id: randomUUID(),
  };
}

function step(bank: Bank, order: PaymentOrder, eventName: string): PaymentOrder {
  const saved = bank.save(order);
  bank.tell(eventName, saved);
  return saved;
}
