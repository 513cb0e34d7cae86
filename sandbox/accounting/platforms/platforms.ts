// Every platform with its rules, as data: nothing else in this folder asks which platform it is dealing with.
import type { Platform } from "./platform";
import * as parties from "./party-models";
import * as money from "./platform-models";

const FEED: Platform["feed"] = {
  through: null,
  into: null,
  maxAgeDays: 365,
  notBeforeNewest: false,
  targetOnNextRequest: false,
};

const PLAIN: Omit<Platform, "key" | "integrationId" | "name"> = {
  sourceType: "Accounting",
  ids: "number",
  models: {},
  bankToBank: null,
  toAmountMayBeMissing: false,
  baseCurrencyOnly: false,
  negativeCostIsIncome: false,
  forgets: [],
  mostLines: null,
  taxRates: [],
  listsBankBalance: true,
  neverSyncs: [],
  feed: FEED,
  linkCodeHours: 24,
};

const TABLE: Platform[] = [
  {
    ...PLAIN,
    key: "gbol",
    integrationId: "8a156a5a-39cb-4f9d-856e-76ef9b9a9607",
    name: "Xero",
    ids: "guid",
    negativeCostIsIncome: true,
    taxRates: ["NONE"],
    listsBankBalance: false,
    neverSyncs: ["bankTransactions"],
    feed: { ...FEED, targetOnNextRequest: true },
    models: {
      chartOfAccounts: parties.xeroAccount,
      suppliers: parties.xeroSupplier,
      transfers: money.xeroTransfer,
      directCosts: money.xeroDirectCost,
      bankTransactions: money.feed,
    },
  },
  {
    ...PLAIN,
    key: "qhyg",
    integrationId: "6b113e06-e818-45d7-977b-8e6bb3d01269",
    name: "QuickBooks Online",
    toAmountMayBeMissing: true,
    taxRates: ["NON", "TAX"],
    feed: { ...FEED, through: "hcws" },
    models: {
      chartOfAccounts: parties.quickBooksAccount,
      suppliers: parties.quickBooksSupplier,
      transfers: money.quickBooksTransfer,
      directCosts: money.quickBooksDirectCost,
    },
  },
  {
    ...PLAIN,
    key: "hcws",
    integrationId: "d4a8f0d5-3a2f-4a86-9a3c-6b1f0d1f5c2e",
    name: "QuickBooks Online Bank Feeds",
    sourceType: "BankFeed",
    feed: { ...FEED, into: "qhyg", maxAgeDays: 7, notBeforeNewest: true },
    linkCodeHours: 1,
    models: { bankTransactions: money.feed },
  },
  {
    ...PLAIN,
    key: "fbrh",
    integrationId: "0d7f4d3d-3f0e-4f38-9c2c-7f2f0a6c3b1a",
    name: "FreeAgent",
    toAmountMayBeMissing: true,
    forgets: ["reference", "contact"],
    mostLines: 1,
    models: {
      suppliers: parties.freeAgentSupplier,
      bankAccounts: parties.freeAgentBankAccount,
      transfers: money.freeAgentTransfer,
      directCosts: money.freeAgentDirectCost,
      bankTransactions: money.feed,
    },
  },
  {
    ...PLAIN,
    key: "tgff",
    integrationId: "c7b5a5a8-5a1d-4a3c-8f0a-0d3f6c2e9b47",
    name: "Sage Accounting",
    ids: "guid",
    baseCurrencyOnly: true,
    feed: { ...FEED, through: "olpr" },
    models: {
      chartOfAccounts: parties.sageAccount,
      suppliers: parties.sageSupplier,
      bankAccounts: parties.sageBankAccount,
      transfers: money.sageTransfer,
      directCosts: money.sageDirectCost,
    },
  },
  {
    ...PLAIN,
    key: "olpr",
    integrationId: "f2c9d0b6-1c4e-4f57-8a9d-5e7b3a1c6d08",
    name: "Sage Bank Feeds",
    sourceType: "BankFeed",
    feed: { ...FEED, into: "tgff" },
    models: { bankTransactions: money.feed },
  },
  {
    ...PLAIN,
    key: "akxx",
    integrationId: "3e0c1f5d-7b62-4d0a-b6c4-9a8f2e5d7c13",
    name: "Oracle NetSuite",
    bankToBank:
      "Either the 'From' account or the 'To' account must be a bank account - the other must be an undeposited funds account.",
    models: {
      suppliers: parties.netSuiteSupplier,
      transfers: money.netSuiteTransfer,
      directCosts: money.netSuiteDirectCost,
      bankTransactions: money.feed,
    },
  },
  {
    ...PLAIN,
    key: "qudb",
    integrationId: "9c1b7e42-2d58-4b8e-a1f3-6d0e4c9b8a25",
    name: "Exact (Netherlands)",
    ids: "guid",
    bankToBank:
      "Transfers between two bank accounts must be handled with two separate transfers to/from an offset account.",
    models: {
      chartOfAccounts: parties.exactAccount,
      suppliers: parties.sageSupplier,
      bankAccounts: parties.exactBankAccount,
      transfers: money.exactTransfer,
      bankTransactions: money.feed,
    },
  },
  {
    ...PLAIN,
    key: "mqjo",
    integrationId: "5a0d8c3e-94f1-4d27-b3a6-1e7c2f9d6b50",
    name: "Sandbox",
    ids: "guid",
    models: {
      chartOfAccounts: parties.sandboxAccount,
      suppliers: parties.sandboxSupplier,
      bankAccounts: parties.sandboxBankAccount,
      transfers: money.sandboxTransfer,
      directCosts: money.sandboxDirectCost,
      bankTransactions: money.feed,
    },
  },
];

const BY_KEY = new Map(TABLE.map((platform) => [platform.key, platform]));

export const PLATFORMS: readonly Platform[] = TABLE;

/** @throws Error where the key is of no platform; keys from outside are checked with `hasPlatform` first */
export function platformOf(key: string): Platform {
  const platform = BY_KEY.get(key);
  if (!platform) throw new Error(`No platform has the key ${key}.`);
  return platform;
}

export function hasPlatform(key: string): boolean {
  return BY_KEY.has(key);
}
