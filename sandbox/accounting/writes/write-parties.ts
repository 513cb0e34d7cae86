// What a borrower creates while setting up: an account, a supplier, a bank account.
import { z } from "zod";
import { broken } from "@/sandbox/accounting/http/api";
import type { Json } from "@/sandbox/accounting/http/json";
import { addAccount } from "@/sandbox/accounting/books/opening-books";
import type { Writer, Written } from "./writer";
import { cents, currency, id, optionalText, shaped } from "@/sandbox/accounting/http/reading";
import type { Account } from "@/sandbox/accounting/books/records";

const TYPES = ["Unknown", "Asset", "Expense", "Income", "Liability", "Equity"] as const;
const account = z.strictObject({
  nominalCode: optionalText,
  name: id,
  description: optionalText,
  fullyQualifiedCategory: optionalText,
  fullyQualifiedName: optionalText,
  currency: currency.nullish(),
  currentBalance: cents.nullish(),
  type: z.enum(TYPES).optional(),
  status: z.enum(["Unknown", "Active", "Archived", "Pending"]).optional(),
  isBankAccount: z.boolean().optional(),
  validDatatypeLinks: z.unknown().optional(),
  supplementalData: z.unknown().optional(),
});
const supplier = z.strictObject({
  supplierName: id,
  contactName: optionalText,
  emailAddress: optionalText,
  phone: optionalText,
  addresses: z
    .array(
      z.strictObject({
        type: z.enum(["Unknown", "Billing", "Delivery"]),
        line1: optionalText,
        line2: optionalText,
        city: optionalText,
        region: optionalText,
        country: optionalText,
        postalCode: optionalText,
      }),
    )
    .nullish(),
  registrationNumber: optionalText,
  taxNumber: optionalText,
  status: z.enum(["Unknown", "Active", "Archived"]),
  defaultCurrency: optionalText,
  supplementalData: z.unknown().optional(),
});
const bankAccount = z.strictObject({
  accountName: id,
  accountType: z.enum(["Unknown", "Credit", "Debit"]).optional(),
  nominalCode: optionalText,
  sortCode: optionalText,
  accountNumber: optionalText,
  iBan: optionalText,
  currency,
  balance: cents.nullish(),
  institution: optionalText,
  availableBalance: cents.nullish(),
  overdraftLimit: cents.nullish(),
  status: z.enum(["Unknown", "Active", "Archived", "Pending"]).optional(),
  metadata: z.unknown().optional(),
});

export function readAccount(body: Json) {
  const read = shaped(body, account);
  if (read.name.trim() === "") throw broken("name must not be empty.", "name");
  return read;
}
export const readSupplier = (body: Json) => shaped(body, supplier);
export const readBankAccount = (body: Json) => shaped(body, bankAccount);

export const writeAccount: Writer = (accounting, { connection, platform }, body): Written => {
  const read = readAccount(body);
  const category = read.fullyQualifiedCategory ?? "";
  const type = read.type && read.type !== "Unknown" ? read.type : typeOf(category);
  const rival = clash(
    accounting.store.of("accounts", connection.tenant),
    read.name,
    read.nominalCode ?? null,
  );
  if (rival) return [{ ...rival, validatorName: "Account" }];
  const made = addAccount(accounting, connection, platform, {
    name: read.name,
    nominalCode: read.nominalCode ?? null,
    description: read.description ?? null,
    category,
    type,
    currency: read.currency ?? connection.baseCurrency,
    isBankAccount: /\.Bank\b/.test(category),
    opening: read.currentBalance ?? 0n,
  });
  accounting.stats.record("chartOfAccounts", `${connection.tenant}|${read.name}`);
  return { id: made.key, dataType: "chartOfAccounts" };
};

export const writeSupplier: Writer = (accounting, { connection, platform }, body): Written => {
  const { supplierName, status, ...rest } = readSupplier(body);
  const details = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const isTaken = accounting.store
    .of("suppliers", connection.tenant)
    .some((one) => one.supplierName.toLowerCase() === supplierName.toLowerCase());
  if (isTaken)
    return [
      {
        itemId: "SupplierName",
        message: "A supplier with this name already exists.",
        validatorName: "Supplier",
      },
    ];
  const row = { ...accounting.stamp(platform, connection.tenant), supplierName, status, details };
  accounting.store.put("suppliers", row);
  accounting.stats.record("suppliers", `${connection.tenant}|${supplierName}`);
  return { id: row.key, dataType: "suppliers" };
};

export const writeBankAccount: Writer = (accounting, { connection, platform }, body): Written => {
  const read = readBankAccount(body);
  if (platform.baseCurrencyOnly && read.currency !== connection.baseCurrency)
    return [
      {
        itemId: "Currency",
        message: "Must match the company's base currency.",
        validatorName: "BankAccount",
      },
    ];
  const rival = clash(
    accounting.store.of("accounts", connection.tenant),
    read.accountName,
    read.nominalCode ?? null,
  );
  if (rival) return [{ ...rival, validatorName: "BankAccount" }];
  const made = addAccount(accounting, connection, platform, {
    name: read.accountName,
    nominalCode: read.nominalCode ?? null,
    type: "Asset",
    category: "Asset.Bank",
    isBankAccount: true,
    currency: read.currency,
    opening: read.balance ?? 0n,
    sortCode: read.sortCode ?? null,
    accountNumber: read.accountNumber ?? null,
    institution: read.institution ?? null,
  });
  accounting.stats.record("bankAccounts", `${connection.tenant}|${read.accountName}`);
  return { id: made.key, dataType: "bankAccounts" };
};

function clash(accounts: Account[], name: string, nominalCode: string | null) {
  if (accounts.some((one) => one.name.toLowerCase() === name.toLowerCase()))
    return { itemId: "Name", message: "Please enter a unique name." };
  if (nominalCode !== null && accounts.some((one) => one.nominalCode === nominalCode))
    return { itemId: "NominalCode", message: "Please enter a unique code." };
  return null;
}

/** From the category, since not every platform receives the type. */
function typeOf(category: string): Account["type"] {
  const first = category.split(".")[0] ?? "";
  const known = TYPES.find((type) => type === first);
  if (known) return known;
  if (["OVERHEADS", "DIRECT_EXPENSES", "DEPRECIATION"].includes(first)) return "Expense";
  if (["SALES", "OTHER_INCOME"].includes(first)) return "Income";
  return first.endsWith("_ASSETS") ? "Asset" : "Unknown";
}
