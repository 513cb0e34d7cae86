// What is in a small business's books on the day it connects them.
import type { Accounting } from "./accounting";
import type { Platform } from "@/sandbox/accounting/platforms/platform";
import type { Account, Connection } from "./records";

type Opening = Pick<Account, "name" | "nominalCode" | "type" | "category"> & Partial<Account>;

const ACCOUNTS: Opening[] = [
  {
    name: "Business Checking",
    nominalCode: "1000",
    type: "Asset",
    category: "Asset.Bank",
    isBankAccount: true,
    opening: 2_500_000n,
    accountNumber: "000111222",
    sortCode: "200000",
    institution: "First Example Bank",
  },
  {
    name: "Business Savings",
    nominalCode: "1010",
    type: "Asset",
    category: "Asset.Bank",
    isBankAccount: true,
    opening: 1_000_000n,
    accountNumber: "000111333",
    sortCode: "200000",
    institution: "First Example Bank",
  },
  {
    name: "Euro Account",
    nominalCode: "1020",
    type: "Asset",
    category: "Asset.Bank",
    isBankAccount: true,
    currency: "EUR",
    accountNumber: "000111444",
    sortCode: "200001",
    institution: "Second Example Bank",
  },
  {
    name: "Old Checking",
    nominalCode: "1030",
    type: "Asset",
    category: "Asset.Bank",
    isBankAccount: true,
    status: "Archived",
    accountNumber: "000111555",
    sortCode: "200000",
    institution: "First Example Bank",
  },
  { name: "Accounts Receivable", nominalCode: "1100", type: "Asset", category: "Asset.Current" },
  { name: "Loans Payable", nominalCode: "2500", type: "Liability", category: "Liability.NonCurrent" },
  { name: "Owner Equity", nominalCode: "3000", type: "Equity", category: "Equity.Equity" },
  { name: "Sales", nominalCode: "4000", type: "Income", category: "Income.Revenue" },
  { name: "Interest Expense", nominalCode: "6100", type: "Expense", category: "Expense.Expense" },
  { name: "Bank Charges", nominalCode: "6110", type: "Expense", category: "Expense.Expense" },
  { name: "Advertising", nominalCode: "6200", type: "Expense", category: "Expense.Expense" },
  { name: "Office Supplies", nominalCode: "6300", type: "Expense", category: "Expense.Expense" },
  {
    name: "Old Finance Costs",
    nominalCode: "6900",
    type: "Expense",
    category: "Expense.Expense",
    status: "Archived",
  },
];
const SUPPLIERS = [
  { supplierName: "City Power and Light", status: "Active" },
  { supplierName: "Acme Paper Company", status: "Active" },
  { supplierName: "Old Supplier", status: "Archived" },
] as const;

/** Fills the books of a tenant that has none yet. */
export function openBooks(accounting: Accounting, connection: Connection, platform: Platform): void {
  const { tenant } = connection;
  if (accounting.store.of("accounts", tenant).length > 0) return;
  for (const account of ACCOUNTS) addAccount(accounting, connection, platform, account);
  if (platform.bankToBank !== null)
    addAccount(accounting, connection, platform, {
      name: "Undeposited Funds",
      nominalCode: "1200",
      type: "Asset",
      category: "Asset.Current",
      isUndeposited: true,
    });
  for (const supplier of SUPPLIERS)
    accounting.store.put("suppliers", { ...accounting.stamp(platform, tenant), ...supplier, details: {} });
}

export function addAccount(
  accounting: Accounting,
  connection: Connection,
  platform: Platform,
  account: Opening,
): Account {
  return accounting.store.put("accounts", {
    ...accounting.stamp(platform, accounting.tenantOf(connection)),
    description: null,
    status: "Active",
    currency: connection.baseCurrency,
    isBankAccount: false,
    isUndeposited: false,
    opening: 0n,
    sortCode: null,
    accountNumber: null,
    institution: null,
    ...account,
  });
}
