// Transfers and direct costs: what breaks the contract is refused at once, what a platform cannot take fails later.
import { z } from "zod";
import type { Accounting, Place } from "./accounting";
import { broken, type ValidationItem } from "./api";
import type { Json } from "./json";
import { sum } from "./money";
import type { Writer, Written } from "./operations";
import type { Platform } from "./platforms";
import { cents, currency, id, optionalText, otherThanZero, plainDate, positiveCents, reference, shaped } from "./reading";
import type { Account, Connection, DirectCost, Transfer } from "./records";

const leg = z.strictObject({
  accountRef: reference,
  currency: currency.optional(),
  amount: positiveCents.optional(),
  status: optionalText, // Xero's model asks for it here, Codat's schema knows it on the transfer only
});
const transfer = z.strictObject({
  description: optionalText,
  contactRef: reference.nullish(),
  date: plainDate,
  from: leg,
  to: leg,
  status: z.enum(["Unknown", "Unreconciled", "Reconciled", "Void"]).nullish(),
  trackingCategoryRefs: z.array(reference).nullish(),
  depositedRecordRefs: z.array(reference).nullish(),
  metadata: z.unknown().optional(),
  supplementalData: z.unknown().optional(),
});
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
  taxRateRef: z.strictObject({ id, name: optionalText, effectiveTaxRate: z.unknown() }).nullish(),
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

export function readTransfer(accounting: Accounting, connection: Connection, platform: Platform, body: Json) {
  const { from, to, ...rest } = shaped(body, transfer);
  if (from.amount === undefined) throw broken("from.amount must be given.", "from.amount");
  if (to.amount === undefined && !platform.toAmountMayBeMissing) throw broken("to.amount must be given.", "to.amount");
  if (to.amount !== undefined && to.amount !== from.amount)
    throw broken("from.amount and to.amount must be equal.", "to.amount");
  if (from.accountRef.id === to.accountRef.id) throw broken("from and to must be different accounts.", "to.accountRef.id");
  for (const side of [from, to]) refuseSource(accounting, connection, side.accountRef.id);
  return { ...rest, from, to, amount: from.amount };
}

export function readDirectCost(accounting: Accounting, connection: Connection, body: Json) {
  const cost = shaped(body, directCost);
  const lines = cost.lineItems.map((item, index) => {
    const gross = item.unitAmount * item.quantity;
    if (gross % 100n !== 0n) throw broken("unitAmount × quantity must be whole cents.", `lineItems.${index}.quantity`);
    const subTotal = item.subTotal ?? gross / 100n;
    const tax = item.taxAmount ?? 0n;
    const total = item.totalAmount ?? subTotal + tax;
    if (subTotal !== gross / 100n) throw broken("subTotal must be unitAmount × quantity.", `lineItems.${index}.subTotal`);
    if (total !== subTotal + tax) throw broken("totalAmount must be subTotal + taxAmount.", `lineItems.${index}.totalAmount`);
    return { item, subTotal, tax, total };
  });
  const { subTotal, taxAmount, totalAmount } = cost;
  if (subTotal + taxAmount !== totalAmount) throw broken("totalAmount must be subTotal + taxAmount.", "totalAmount");
  if (sum(lines.map(({ total }) => total)) !== totalAmount)
    throw broken("The lines do not add up to totalAmount.", "totalAmount");
  const [paid] = cost.paymentAllocations;
  if (paid!.allocation.totalAmount !== totalAmount)
    throw broken("allocation.totalAmount must be the totalAmount.", "paymentAllocations.0.allocation.totalAmount");
  refuseSource(accounting, connection, paid!.payment.accountRef.id);
  return { ...cost, lines, paid: paid! };
}

export const writeTransfer: Writer = (accounting, place, body) => {
  const { connection, platform } = place;
  const { from, to, date, description, amount, status } = readTransfer(accounting, connection, platform, body);
  const [source, target] = [bank(accounting, place, from.accountRef.id), bank(accounting, place, to.accountRef.id)];
  const wrong = (itemId: string, message: string): Written => [{ itemId, message, validatorName: "Transfer" }];
  if (!source) return wrong("From.AccountRef.Id", "Must match the ID of an existing bank account.");
  if (!target) return wrong("To.AccountRef.Id", "Must match the ID of an existing bank account.");
  if (platform.bankToBank !== null && !source.isUndeposited && !target.isUndeposited)
    return wrong("AccountRef.Id", platform.bankToBank);
  for (const [side, account, name] of [[from, source, "From"], [to, target, "To"]] as const) {
    if (account.status !== "Active") return wrong(`${name}.AccountRef.Id`, `The account ${account.name} is archived.`);
    if ((side.currency ?? account.currency) !== account.currency)
      return wrong(`${name}.Currency`, `The account ${account.name} is in ${account.currency}.`);
    if (platform.baseCurrencyOnly && account.currency !== connection.baseCurrency)
      return wrong(`${name}.AccountRef.Id`, "Must be a bank account in the company's base currency.");
  }
  if (source.currency !== target.currency) return wrong("To.Currency", "Both accounts must be in the same currency.");
  const row: Transfer = {
    ...accounting.stamp(platform, connection.tenant),
    date,
    description: description ?? null,
    from: source.key,
    to: target.key,
    amount,
    currency: source.currency,
    status: status ?? from.status ?? "Unreconciled",
  };
  accounting.store.put("transfers", row);
  accounting.stats.record("transfers", [row.parent, row.from, row.to, date, amount, description].join("|"));
  return { id: row.key, dataType: "transfers" };
};

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
  accounting.stats.record("directCosts", signature);
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
  const say = (itemId: string, message: string) => problems.push({ itemId, message, validatorName: "DirectCost" });
  const account = bank(accounting, place, cost.paid.payment.accountRef.id);
  if (!account?.isBankAccount) say("Payment.AccountRef.Id", "Must match the ID of an existing bank account.");
  else if (account.status !== "Active") say("Payment.AccountRef.Id", `The account ${account.name} is archived.`);
  else if (account.currency !== cost.currency) say("Currency", `The account ${account.name} is in ${account.currency}.`);
  for (const { item } of cost.lines) {
    const expense = store.find("accounts", item.accountRef.id);
    if (expense?.parent !== connection.tenant) say("LineItems.AccountRef.Id", "Must match the ID of an existing account.");
    else if (expense.isBankAccount) say("LineItems.AccountRef.Id", "Must not be a bank account.");
    else if (expense.status !== "Active") say("LineItems.AccountRef.Id", `The account ${expense.name} is archived.`);
    if (item.taxRateRef && platform.taxRates.length > 0 && !platform.taxRates.includes(item.taxRateRef.id))
      say("TaxRateRef.Id", "Must match the ID of an existing tax rate.");
  }
  if (platform.mostLines !== null && cost.lines.length > platform.mostLines)
    say("LineItems", "Exactly one line item must be specified.");
  if (cost.lines.some(({ total }) => total < 0n !== cost.totalAmount < 0n))
    say("LineItems.TotalAmount", "When one line is negative, all lines must be negative.");
  const contact = cost.contactRef && store.find("suppliers", cost.contactRef.id);
  if (cost.contactRef && !platform.forgets.includes("contact")) {
    if (contact?.parent !== connection.tenant) say("ContactRef.Id", "Must match the ID of an existing contact.");
    else if (contact.status === "Archived") say("ContactRef.Id", `The supplier ${contact.supplierName} is archived.`);
  }
  return problems;
}

/** A bank account of this connection's books, or the one account beside them that takes deposits. */
function bank(accounting: Accounting, { connection }: Place, key: string): Account | null {
  const account = accounting.store.find("accounts", key);
  if (account?.parent !== connection.tenant) return null;
  return account.isBankAccount || account.isUndeposited ? account : null;
}

/** The commonest mix-up: the lender account has an id of ours and one of the platform's. */
function refuseSource(accounting: Accounting, connection: Connection, key: string): void {
  const isSource = accounting.store
    .of("connections", connection.parent)
    .some((one) => accounting.store.find("sources", `${one.key}/${key}`) !== undefined);
  if (isSource) throw broken(`${key} is a source account; the target account's id belongs here.`, "accountRef.id");
}
