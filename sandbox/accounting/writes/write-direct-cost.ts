// Direct costs, which are interest and fees: what breaks the contract is refused at once, what a platform cannot take
// fails later.
import { z } from "zod";
import type { Accounting, Place } from "@/sandbox/accounting/books/accounting";
import { broken, type ValidationItem } from "@/sandbox/accounting/http/api";
import type { Json } from "@/sandbox/accounting/http/json";
import { sum } from "@/sandbox/accounting/http/money";
import { bank, refuseSource } from "@/sandbox/accounting/books/money-accounts";
import type { Writer } from "./writer";
import {
  cents,
  currency,
  id,
  optionalText,
  otherThanZero,
  plainDate,
  positiveCents,
  reference,
  shaped,
} from "@/sandbox/accounting/http/reading";
import type { Connection, DirectCost } from "@/sandbox/accounting/books/records";

const money = cents.nullish();
const line = z.strictObject({
  description: optionalText,
  unitAmount: otherThanZero,
  quantity: positiveCents,
  discountAmount: money,
  discountPercentage: money,
  subTotal: money,
  taxAmount: money,
  totalAmount: money,
  accountRef: reference,
  taxRateRef: z.strictObject({ id, name: optionalText, effectiveTaxRate: z.unknown().optional() }).nullish(),
  itemRef: reference.nullish(),
  trackingCategoryRefs: z.array(reference).nullish(),
  tracking: z.unknown().optional(),
});
const payment = z.strictObject({
  id: optionalText,
  note: optionalText,
  reference: optionalText,
  accountRef: reference,
  currency: currency.optional(),
  currencyRate: z.unknown().optional(),
  paidOnDate: plainDate.nullish(),
  totalAmount: money,
});
const allocation = z.strictObject({
  currency: currency.optional(),
  currencyRate: z.unknown().optional(),
  allocatedOnDate: plainDate.nullish(),
  totalAmount: otherThanZero,
});
const directCost = z.strictObject({
  reference: optionalText,
  note: optionalText,
  contactRef: reference.nullish(),
  issueDate: plainDate,
  currency,
  currencyRate: z.unknown().optional(),
  lineItems: z.array(line).min(1, "must not be empty"),
  paymentAllocations: z.array(z.strictObject({ payment, allocation })).length(1, "must be exactly one"),
  subTotal: otherThanZero,
  taxAmount: cents,
  totalAmount: otherThanZero,
  supplementalData: z.unknown().optional(),
});

export function readDirectCost(accounting: Accounting, connection: Connection, body: Json) {
  const cost = shaped(body, directCost);
  const lines = cost.lineItems.map((item, index) => {
    const gross = item.unitAmount * item.quantity;
    if (gross % 100n !== 0n)
      throw broken("unitAmount × quantity must be whole cents.", `lineItems.${index}.quantity`);
    const subTotal = item.subTotal ?? gross / 100n;
    const tax = item.taxAmount ?? 0n;
    const total = item.totalAmount ?? subTotal + tax;
    if (subTotal !== gross / 100n)
      throw broken("subTotal must be unitAmount × quantity.", `lineItems.${index}.subTotal`);
    if (total !== subTotal + tax)
      throw broken("totalAmount must be subTotal + taxAmount.", `lineItems.${index}.totalAmount`);
    return { item, subTotal, tax, total };
  });
  const { subTotal, taxAmount, totalAmount } = cost;
  if (subTotal + taxAmount !== totalAmount)
    throw broken("totalAmount must be subTotal + taxAmount.", "totalAmount");
  if (sum(lines.map(({ total }) => total)) !== totalAmount)
    throw broken("The lines do not add up to totalAmount.", "totalAmount");
  const [paid] = cost.paymentAllocations;
  if (paid!.allocation.totalAmount !== totalAmount)
    throw broken(
      "allocation.totalAmount must be the totalAmount.",
      "paymentAllocations.0.allocation.totalAmount",
    );
  refuseSource(accounting, connection, paid!.payment.accountRef.id);
  return { ...cost, lines, paid: paid! };
}

export const writeDirectCost: Writer = (accounting, place, body) => {
  const { connection, platform } = place;
  const cost = readDirectCost(accounting, connection, body);
  const problems = problemsOf(accounting, place, cost);
  if (problems.length > 0) return problems;
  const isIncome = cost.totalAmount < 0n && platform.negativeCostIsIncome;
  const row: DirectCost = {
    ...accounting.stamp(platform, connection.tenant),
    isIncome,
    date: cost.issueDate,
    reference: platform.forgets.includes("reference") ? null : (cost.reference ?? null),
    note: cost.note ?? null,
    contact: platform.forgets.includes("contact") ? null : (cost.contactRef?.id ?? null),
    currency: cost.currency,
    paidFrom: cost.paid.payment.accountRef.id,
    subTotal: cost.subTotal,
    tax: cost.taxAmount,
    total: cost.totalAmount,
    lines: cost.lines.map(({ item, subTotal, tax, total }) => ({
      description: item.description ?? null,
      account: item.accountRef.id,
      unitAmount: subTotal,
      subTotal,
      tax,
      total,
      taxRate: item.taxRateRef?.id ?? null,
    })),
  };
  accounting.store.put("directCosts", row);
  const signature = [row.parent, row.paidFrom, row.date, row.total, cost.reference, cost.note].join("|");
  accounting.stats.record("directCosts", signature, Boolean(cost.reference || cost.note));
  return { id: row.key, dataType: isIncome ? "directIncomes" : "directCosts" };
};

function problemsOf(
  accounting: Accounting,
  place: Place,
  cost: ReturnType<typeof readDirectCost>,
): ValidationItem[] {
  const { connection, platform } = place;
  const { store } = accounting;
  const problems: ValidationItem[] = [];
  const say = (itemId: string, message: string) =>
    problems.push({ itemId, message, validatorName: "DirectCost" });
  const account = bank(accounting, place, cost.paid.payment.accountRef.id);
  if (!account?.isBankAccount) say("Payment.AccountRef.Id", "Must match the ID of an existing bank account.");
  else if (account.status !== "Active")
    say("Payment.AccountRef.Id", `The account ${account.name} is archived.`);
  else if (account.currency !== cost.currency)
    say("Currency", `The account ${account.name} is in ${account.currency}.`);
  for (const { item } of cost.lines) {
    const expense = store.find("accounts", item.accountRef.id);
    if (expense?.parent !== connection.tenant)
      say("LineItems.AccountRef.Id", "Must match the ID of an existing account.");
    else if (expense.isBankAccount) say("LineItems.AccountRef.Id", "Must not be a bank account.");
    else if (expense.status !== "Active")
      say("LineItems.AccountRef.Id", `The account ${expense.name} is archived.`);
    if (item.taxRateRef && platform.taxRates.length > 0 && !platform.taxRates.includes(item.taxRateRef.id))
      say("TaxRateRef.Id", "Must match the ID of an existing tax rate.");
  }
  if (platform.mostLines !== null && cost.lines.length > platform.mostLines)
    say("LineItems", "Exactly one line item must be specified.");
  if (cost.lines.some(({ total }) => total < 0n !== cost.totalAmount < 0n))
    say("LineItems.TotalAmount", "When one line is negative, all lines must be negative.");
  const contact = cost.contactRef && store.find("suppliers", cost.contactRef.id);
  if (cost.contactRef && !platform.forgets.includes("contact")) {
    if (contact?.parent !== connection.tenant)
      say("ContactRef.Id", "Must match the ID of an existing contact.");
    else if (contact.status === "Archived")
      say("ContactRef.Id", `The supplier ${contact.supplierName} is archived.`);
  }
  return problems;
}
