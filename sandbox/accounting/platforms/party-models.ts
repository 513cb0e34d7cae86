// Option models of what a borrower creates while setting up: accounts, suppliers, bank accounts.
import { list, number, object, required, text, type Model } from "./option-models";

const CURRENCY = text("Currency");
const categories = (allowed: string[]) => required(text("Fully Qualified Category", { allowed }));
const onlyDigits = {
  pattern: /^[1-9]\d{0,7}$/,
  notes: ["NominalCode should be a number between 1 and 99999999."],
};

export const xeroAccount = object("Nominal Account", {
  nominalCode: required(text("Nominal Code", { longest: 10 })),
  name: required(text("Name", { longest: 150 })),
  description: text("Description"),
  fullyQualifiedCategory: categories([
    "Expense.Expense",
    "Expense.Overhead",
    "Expense.DirectCosts",
    "Expense.Wages",
    "Expense.Superannuation",
    "Asset.Current",
    "Asset.Fixed",
    "Liability.Current",
    "Liability.NonCurrent",
    "Income.Revenue",
    "Equity.Equity",
  ]),
});
export const quickBooksAccount = object("Nominal Account", {
  nominalCode: text("Nominal Code", { longest: 7 }),
  name: required(text("Name", { longest: 100 })),
  currency: CURRENCY,
  fullyQualifiedCategory: categories([
    "Expense.Expense.InterestPaid",
    "Expense.Expense.FinanceCosts",
    "Expense.Expense.BankCharges",
    "Expense.Expense.OfficeGeneralAdministrativeExpenses",
    "Expense.OtherExpense.OtherMiscellaneousExpense",
    "Asset.Bank.Checking",
    "Asset.Bank.Savings",
    "Liability.LongTermLiability.NotesPayable",
  ]),
});
export const sageAccount = object("Nominal Account", {
  name: required(text("Name", { longest: 200 })),
  nominalCode: required(text("Nominal Code", onlyDigits)),
  fullyQualifiedCategory: categories([
    "OVERHEADS",
    "DIRECT_EXPENSES",
    "DEPRECIATION",
    "SALES",
    "OTHER_INCOME",
    "CURRENT_ASSETS",
    "FIXED_ASSETS",
  ]),
});
export const exactAccount = object("Nominal Account", {
  nominalCode: required(text("Nominal Code")),
  name: required(text("Name")),
  fullyQualifiedCategory: categories(["Expense.ProfitAndLoss.Other", "Asset.Assets.Bank"]),
  status: required(text("Status", { allowed: ["Active", "Pending", "Unknown"] })),
});
export const sandboxAccount = object("Nominal Account", {
  nominalCode: required(text("Nominal Code")),
  name: required(text("Name")),
  description: required(text("Description")),
  fullyQualifiedCategory: required(text("Fully Qualified Category")),
  currency: required(CURRENCY),
  currentBalance: required(number("Current Balance")),
  type: required(text("Type")),
  status: required(text("Status")),
});

const addresses = (country: Model) =>
  list("Addresses", {
    type: text("Type"),
    line1: text("Line 1", { longest: 500 }),
    line2: text("Line 2", { longest: 500 }),
    city: text("City", { longest: 255 }),
    region: text("Region", { longest: 255 }),
    country,
    postalCode: text("Postal Code", { longest: 50 }),
  });
const contact = {
  emailAddress: text("Email Address"),
  phone: text("Phone"),
  taxNumber: text("Tax Number"),
  registrationNumber: text("Registration Number", { longest: 50 }),
};
const name = required(text("Supplier Name", { longest: 255 }));
const activity = required(text("Status", { allowed: ["Active", "Archived"] }));

export const xeroSupplier = object("Supplier", {
  supplierName: name,
  ...contact,
  status: text("Status", { allowed: ["Active", "InActive"] }),
  addresses: addresses(text("Country", { longest: 50 })),
});
export const quickBooksSupplier = object("Supplier", {
  supplierName: name,
  ...contact,
  status: activity,
  addresses: addresses(text("Country", { longest: 50 })),
  defaultCurrency: CURRENCY,
});
export const freeAgentSupplier = object("Supplier", {
  supplierName: name,
  status: activity,
  contactName: text("Contact Name"),
  emailAddress: contact.emailAddress,
  taxNumber: contact.taxNumber,
  addresses: addresses(text("Country")),
});
export const sageSupplier = object("Supplier", {
  supplierName: name,
  contactName: text("Contact Name"),
  ...contact,
  addresses: addresses(text("Country")),
});
export const netSuiteSupplier = object("Supplier", {
  supplierName: name,
  ...contact,
  status: activity,
  addresses: addresses(required(text("Country", { longest: 2 }))),
});
export const sandboxSupplier = object("Supplier", {
  supplierName: name,
  contactName: required(text("Contact Name")),
  emailAddress: required(text("Email Address")),
  phone: required(text("Phone")),
  status: activity,
});

export const freeAgentBankAccount = object("Bank Account", {
  accountName: required(text("Account Name")),
  sortCode: text("Sort Code", { longest: 8 }),
  accountNumber: text("Account Number"),
  iBan: text("IBAN"),
  currency: required(CURRENCY),
  balance: number("Balance"),
  institution: text("Institution"),
});
export const sageBankAccount = object("Bank Account", {
  accountName: required(text("Account Name", { longest: 50 })),
  currency: required(text("Currency", { notes: ["Must match the company's base currency."] })),
  sortCode: text("Sort Code", { pattern: /^\d{6}$/, notes: ["SortCode should be a 6 digit number."] }),
  accountNumber: text("Account Number", { longest: 25 }),
  nominalCode: text("Nominal Code", onlyDigits),
});
export const exactBankAccount = object("Bank Account", {
  accountName: required(text("Account Name")),
  accountNumber: required(text("Account Number")),
  sortCode: text("Sort Code"),
  currency: CURRENCY,
  nominalCode: text("Nominal Code"),
});
export const sandboxBankAccount = object("Bank Account", {
  accountName: required(text("Account Name")),
  accountType: required(text("Account Type")),
  nominalCode: required(text("Nominal Code")),
  sortCode: required(text("Sort Code")),
  accountNumber: required(text("Account Number")),
  currency: required(CURRENCY),
  balance: required(number("Balance")),
  institution: required(text("Institution")),
});
