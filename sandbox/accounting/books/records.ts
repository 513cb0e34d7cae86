// What the stand-in keeps. `key` is unique in its table; `parent` is what a row belongs to and is looked up by.
// Books (accounts, suppliers, what was written) belong to a tenant: the organization inside the accounting software.
import type { Outcome } from "@/sandbox/accounting/http/outcomes";

type Row = { key: string; parent: string };

export type Company = Row & {
  name: string;
  description: string | null;
  tags: Record<string, string>;
  created: string;
};

export type ConnectionStatus = "PendingAuth" | "Linked" | "Unlinked" | "Deauthorized";
type ConnectionError = {
  statusCode: string;
  statusText: string;
  errorMessage: string;
  erroredOnUtc: string;
  status: "Active" | "Resolved";
  resolvedOnUtc: string | null;
};

/** Parent: the company. */
export type Connection = Row & {
  platform: string;
  tenant: string;
  baseCurrency: string;
  sourceId: string;
  status: ConnectionStatus;
  wasLinked: boolean;
  created: string;
  lastSync: string | null;
  errors: ConnectionError[];
};

/** One data type of one connection; parent: the connection. */
export type DataSet = Row & {
  dataType: string;
  startedAt: number | null; // while a sync runs
  finishesAt: number | null;
  lastSync: string | null;
  seen: number; // rows of the books up to this number are in the copy that lists show
  trouble: string | null; // AuthError, FetchError, …
  syncId: string | null;
};

type Written = { seq: number; modified: string };

export type Account = Row &
  Written & {
    name: string;
    nominalCode: string | null;
    description: string | null;
    category: string;
    type: "Unknown" | "Asset" | "Expense" | "Income" | "Liability" | "Equity";
    status: "Unknown" | "Active" | "Archived" | "Pending";
    currency: string;
    isBankAccount: boolean;
    isUndeposited: boolean;
    opening: bigint;
    sortCode: string | null;
    accountNumber: string | null;
    institution: string | null;
  };

export type Supplier = Row &
  Written & {
    supplierName: string;
    status: "Unknown" | "Active" | "Archived";
    details: Record<string, unknown>; // contactName, emailAddress, …, as they were sent
  };

export type Transfer = Row &
  Written & {
    date: string;
    description: string | null;
    from: string;
    to: string;
    amount: bigint;
    currency: string;
    status: string;
  };

export type DirectCost = Row &
  Written & {
    isIncome: boolean; // a negative one, at platforms that turn it into money received
    date: string;
    reference: string | null;
    note: string | null;
    contact: string | null;
    currency: string;
    paidFrom: string;
    subTotal: bigint;
    tax: bigint;
    total: bigint;
    lines: {
      description: string | null;
      account: string;
      unitAmount: bigint;
      subTotal: bigint;
      tax: bigint;
      total: bigint;
      taxRate: string | null;
    }[];
  };

/** A bank-feed source account; parent: the connection, key `connection/id`. */
export type Source = Row & {
  id: string;
  name: string;
  accountType: string;
  accountNumber: string;
  sortCode: string | null;
  routingInfo: unknown;
  accountInfo: { availableBalance?: bigint | null | undefined } | null; // and texts, as they were sent
  currency: string;
  balance: bigint;
  status: "pending" | "connecting" | "connected" | "disconnected";
  target: string | null;
  feedStartDate: string | null;
  connectsAt: number | null;
  modified: string;
};

/** Parent: the source's key. */
export type FeedLine = Row & {
  seq: number;
  id: string;
  amount: bigint;
  date: string;
  description: string;
  balance: bigint;
  details: Record<string, unknown>;
};

type OperationStatus = "Pending" | "Success" | "Failed" | "TimedOut";

/** A push; parent: the company. `request` is the body as it was sent. */
export type Operation = Row & {
  connection: string;
  dataType: string;
  target: string | null; // the source account of feed lines
  request: string;
  requestedOn: string;
  completedOn: string | null;
  status: OperationStatus;
  statusCode: number;
  timeoutInMinutes: number | null;
  syncsAfter: boolean;
  outcome: Outcome;
  dueAt: number | null; // null: held until asked
  record: { id: string; dataType: string } | null;
  hidden?: { id: string; dataType: string }; // written after a timeout that nobody was notified of
  errorMessage: string | null;
  errors: { itemId: string; message: string; validatorName: string }[];
};

/** The first answer to an Idempotency-Key. */
export type StoredAnswer = Row & {
  at: number;
  fingerprint: string;
  status: number;
  body: string;
  headers: Record<string, string>;
};

export type Consumer = Row & { url: string; eventTypes: string[]; disabled: boolean; companyTags: string[] };
type UsedCode = Row & { at: number };

/** What the controls set; kept so that a restart goes on as before. */
export type Settings = Row & {
  baseCurrency: string;
  redirectUrl: string | null;
  syncDelayMs: number;
  pushDelayMs: number;
  mappingDelayMs: number;
  latencyMs: number;
  companyLimit: number | null;
  omitsNulls: boolean; // Codat sends null where its own schema allows none; some SDKs stumble over it
  date: string | null;
};

export type Tables = {
  companies: Company;
  connections: Connection;
  dataSets: DataSet;
  accounts: Account;
  suppliers: Supplier;
  transfers: Transfer;
  directCosts: DirectCost;
  sources: Source;
  feedLines: FeedLine;
  operations: Operation;
  answers: StoredAnswer;
  consumers: Consumer;
  usedCodes: UsedCode;
  settings: Settings;
};
