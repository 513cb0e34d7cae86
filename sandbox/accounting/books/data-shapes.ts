// Records of the books as Codat shows them.
import { toDigits } from "@/sandbox/accounting/http/money";
import type { Account, DirectCost, Supplier, Transfer } from "./records";

const dates = ({ modified }: { modified: string }) => ({
  modifiedDate: modified,
  sourceModifiedDate: modified,
});
const KEPT = { metadata: { isDeleted: false } };

export function showAccount(row: Account, balance: bigint) {
  return {
    id: row.key,
    nominalCode: row.nominalCode,
    name: row.name,
    description: row.description,
    fullyQualifiedCategory: row.category,
    fullyQualifiedName: `${row.category}.${row.name}`,
    currency: row.currency,
    currentBalance: toDigits(balance),
    type: row.type,
    status: row.status,
    isBankAccount: row.isBankAccount,
    validDatatypeLinks: [],
    ...dates(row),
    ...KEPT,
  };
}

export function showBankAccount(row: Account, balance: bigint | null) {
  return {
    id: row.key,
    accountName: row.name,
    accountType: "Debit",
    nominalCode: row.nominalCode,
    sortCode: row.sortCode,
    accountNumber: row.accountNumber,
    iBan: null,
    currency: row.currency,
    balance: balance === null ? null : toDigits(balance),
    institution: row.institution,
    availableBalance: null,
    overdraftLimit: null,
    status: row.status,
    ...dates(row),
    ...KEPT,
  };
}

export function showSupplier(row: Supplier) {
  return {
    id: row.key,
    supplierName: row.supplierName,
    contactName: null,
    emailAddress: null,
    phone: null,
    addresses: [],
    registrationNumber: null,
    taxNumber: null,
    defaultCurrency: null,
    ...row.details,
    status: row.status,
    ...dates(row),
    ...KEPT,
  };
}

export function showTransfer(row: Transfer) {
  const leg = (id: string) => ({
    accountRef: { id, dataType: "bankAccounts" },
    currency: row.currency,
    amount: toDigits(row.amount),
  });
  return {
    id: row.key,
    description: row.description,
    date: row.date,
    from: leg(row.from),
    to: leg(row.to),
    status: row.status,
    depositedRecordRefs: [],
    ...dates(row),
    ...KEPT,
  };
}

export function showDirectCost(row: DirectCost) {
  return {
    id: row.key,
    reference: row.reference,
    note: row.note,
    contactRef: row.contact === null ? null : { id: row.contact, dataType: "suppliers" },
    issueDate: row.date,
    currency: row.currency,
    currencyRate: toDigits(100n),
    lineItems: row.lines.map((line) => ({
      description: line.description,
      unitAmount: toDigits(line.unitAmount),
      quantity: toDigits(100n),
      subTotal: toDigits(line.subTotal),
      taxAmount: toDigits(line.tax),
      totalAmount: toDigits(line.total),
      accountRef: { id: line.account },
      ...(line.taxRate === null ? {} : { taxRateRef: { id: line.taxRate } }),
    })),
    paymentAllocations: [
      {
        payment: { accountRef: { id: row.paidFrom }, currency: row.currency, paidOnDate: row.date },
        allocation: { currency: row.currency, totalAmount: toDigits(row.total) },
      },
    ],
    subTotal: toDigits(row.subTotal),
    taxAmount: toDigits(row.tax),
    totalAmount: toDigits(row.total),
    ...dates(row),
    ...KEPT,
  };
}
