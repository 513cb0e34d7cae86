// The option models of the platforms, from the examples in Codat's OpenAPI; the feed's and Sage's direct cost are ours.
import { date, list, number, object, required, text, type Model } from "./option-models";

const STATUS = ["Unknown", "Unreconciled", "Reconciled"];
const reference = (name: string) => required(object(name, { id: required(text("Identifier")) }));
const leg = (name: string, extra: Record<string, Model>) =>
  required(object(name, { accountRef: reference("Account Reference"), ...extra }));
const amount = required(number("Amount", { notes: ["Must be greater than zero."] }));

export const xeroTransfer = object("Transfer", {
  date: required(date("Transfer Date")),
  from: leg("Transferred From", { amount, status: required(text("Status", { allowed: STATUS })) }),
  to: leg("Transferred To", { amount, status: required(text("Status", { allowed: STATUS })) }),
});
export const quickBooksTransfer = object("Transfer", {
  description: text("Description"),
  from: leg("From", { amount }),
  to: leg("To", {}),
});
export const freeAgentTransfer = object("Transfer", {
  date: required(date("Date")),
  from: leg("From", { amount }),
  to: leg("To", { amount: number("Amount", { notes: ["Counts only between different currencies."] }) }),
});
export const sageTransfer = object("Transfer", {
  description: text("Description", { longest: 2000 }),
  date: required(date("Date")),
  from: leg("From", { amount }),
  to: leg("To", { amount }),
});
export const netSuiteTransfer = object("Transfer", {
  description: text("Description"),
  date: date("Date"),
  from: leg("From", { amount }),
  to: leg("To", { amount }),
  depositedRecordRefs: required(list("Deposited Records", { id: required(text("Identifier")) })),
});
export const exactTransfer = object("Transfer", {
  description: text("Description"),
  date: required(date("Date")),
  from: leg("From", { currency: text("Currency"), amount }),
  to: leg("To", { currency: text("Currency"), amount }),
});
export const sandboxTransfer = object("Transfer", {
  description: required(text("Description")),
  date: required(date("Date")),
  status: required(text("Status", { allowed: STATUS })),
  from: leg("From", { currency: required(text("Currency")), amount }),
  to: leg("To", { currency: required(text("Currency")), amount }),
});

const paidFrom = (allocation: Record<string, Model>) =>
  required(
    list("Payment Allocations", {
      payment: required(object("Payment", { accountRef: reference("Account Reference") })),
      allocation: required(object("Allocation", allocation)),
    }),
  );
const line = (extra: Record<string, Model>) =>
  required(
    list("Line Items", {
      quantity: required(number("Quantity")),
      unitAmount: required(number("Unit Amount")),
      accountRef: reference("Account"),
      ...extra,
    }),
  );
const total = required(number("Total Amount"));
const tax = required(number("Tax Amount"));

export const xeroDirectCost = object("Direct Cost", {
  issueDate: required(date("Issue Date")),
  reference: text("Reference", { longest: 255 }),
  currency: required(text("Currency")),
  taxAmount: tax,
  totalAmount: total,
  contactRef: reference("Contact"),
  paymentAllocations: paidFrom({ totalAmount: total }),
  lineItems: line({
    description: required(text("Description", { longest: 4000 })),
    taxAmount: tax,
    totalAmount: number("Total Amount", {
      notes: ["When negative, the push item will be converted to a DirectIncome."],
    }),
    taxRateRef: object("Tax Rate", { id: text("Identifier") }),
  }),
});
export const quickBooksDirectCost = object("Direct Cost", {
  contactRef: required(
    object("Contact", {
      id: required(text("Identifier")),
      dataType: required(text("Data Type", { allowed: ["Suppliers"] })),
    }),
  ),
  issueDate: date("Issue Date"),
  reference: text("Reference", { longest: 21, notes: ["Must be less than 22 characters."] }),
  currency: text("Currency", { notes: ["Required if multi-currency is enabled for the company."] }),
  note: text("Note"),
  paymentAllocations: paidFrom({ totalAmount: number("Total Amount") }),
  lineItems: line({
    description: text("Description", { longest: 3999 }),
    taxAmount: number("Tax Amount"),
    taxRateRef: required(
      object("Tax Rate", {
        id: required(text("Identifier", { notes: ["TAX or NON in the United States."] })),
      }),
    ),
  }),
});
export const freeAgentDirectCost = object("Direct Cost", {
  note: required(text("Note")),
  reference: text("Reference", { notes: ["Is not supported by FreeAgent and will not be mapped."] }),
  issueDate: required(date("Issue Date")),
  currency: text("Currency"),
  lineItems: required(
    list(
      "Line Items",
      { accountRef: reference("Account"), totalAmount: number("Total Amount") },
      { notes: ["Exactly one line item must be specified."] },
    ),
  ),
  paymentAllocations: paidFrom({ totalAmount: number("Total Amount") }),
});
export const sageDirectCost = object("Direct Cost", {
  contactRef: reference("Contact"),
  issueDate: required(date("Issue Date")),
  reference: text("Reference", { longest: 25 }),
  note: text("Note", { longest: 200 }),
  currency: required(text("Currency")),
  paymentAllocations: paidFrom({ totalAmount: total }),
  lineItems: line({ description: text("Description", { longest: 200 }), taxAmount: tax }),
});
export const netSuiteDirectCost = object("Direct Cost", {
  note: text("Note"),
  contactRef: reference("Contact"),
  issueDate: required(date("Issue Date")),
  currency: required(text("Currency")),
  currencyRate: required(number("Currency Rate")),
  paymentAllocations: paidFrom({}),
  lineItems: line({ description: text("Description") }),
});
export const sandboxDirectCost = object("Direct Cost", {
  reference: required(text("Reference")),
  note: required(text("Note")),
  contactRef: reference("Contact"),
  issueDate: required(date("Issue Date")),
  currency: required(text("Currency")),
  subTotal: required(number("Sub Total")),
  taxAmount: tax,
  totalAmount: total,
  paymentAllocations: paidFrom({ totalAmount: total }),
  lineItems: line({ description: required(text("Description")), taxAmount: tax, totalAmount: total }),
});

export const feed = object("Bank Transactions", {
  accountId: required(text("Account")),
  transactions: required(
    list("Transactions", {
      id: required(text("Identifier")),
      amount: required(number("Amount")),
      date: required(date("Date")),
      description: required(text("Description")),
      balance: required(number("Balance")),
    }),
  ),
});
