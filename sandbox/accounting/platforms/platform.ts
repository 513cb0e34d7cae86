// What one has to know of an accounting platform to play its part.
import type { Model } from "./option-models";

export type WriteType =
  "chartOfAccounts" | "suppliers" | "bankAccounts" | "transfers" | "directCosts" | "bankTransactions";

export type Platform = {
  key: string;
  integrationId: string;
  name: string;
  sourceType: "Accounting" | "BankFeed";
  ids: "guid" | "number";
  models: Partial<Record<WriteType, Model>>;
  /** Why money cannot go from one bank account straight to another. */
  bankToBank: string | null;
  toAmountMayBeMissing: boolean;
  baseCurrencyOnly: boolean;
  negativeCostIsIncome: boolean;
  /** Parts of a direct cost that the platform does not keep. */
  forgets: readonly ("reference" | "contact")[];
  mostLines: number | null;
  taxRates: readonly string[];
  listsBankBalance: boolean;
  /** Data types whose reading fails by design. */
  neverSyncs: readonly string[];
  feed: {
    /** Key of the bank-feed connection that carries feeds for this platform; null: this connection does. */
    through: string | null;
    /** Key of the accounting platform whose books a bank-feed connection feeds. */
    into: string | null;
    maxAgeDays: number;
    notBeforeNewest: boolean;
    /** A target that was left to the platform appears with the next request and not by itself. */
    targetOnNextRequest: boolean;
  };
  linkCodeHours: number;
};
