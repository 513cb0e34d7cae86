// What the bank keeps, in the shape in which Modern Treasury's API shows it (only the fields that a client of ours can
// meet; see the types of the `modern-treasury` package). Amounts are integer cents.
import type { Rail } from "./rails";

type Metadata = Record<string, string>;
type Stamped = { id: string; live_mode: false; created_at: string; updated_at: string };

type OrderStatus = "approved" | "processing" | "sent" | "completed" | "returned" | "failed" | "cancelled";

export type Counterparty = Stamped & {
  object: "counterparty";
  name: string;
  email: string | null;
  external_id: string | null;
  metadata: Metadata;
  accounts: unknown[];
};

export type ExternalAccount = Stamped & {
  object: "external_account";
  counterparty_id: string | null;
  party_name: string;
  account_type: string;
  external_id: string | null;
  metadata: Metadata;
  account_number: string; // never shown
  routing_number: string;
};

/** What will happen to an order, decided from the account number when the order is taken. */
export type Plan = {
  handsOverOn: string;
  settlesOn: string;
  outcome: "complete" | "fail" | "return" | "complete-then-return";
  returnCode: string | null;
  returnsOn: string | null; // only after completion
  changeCode?: string | null; // a notification of change that follows completion
  isChangeValid?: boolean;
};

export type PaymentOrder = Stamped & {
  object: "payment_order";
  type: Rail;
  subtype: string | null;
  direction: "credit" | "debit";
  status: OrderStatus;
  amount: number;
  currency: "USD";
  effective_date: string;
  originating_account_id: string;
  receiving_account_id: string;
  receiving_account_type: "external_account";
  counterparty_id: string | null;
  statement_descriptor: string | null;
  remittance_information: string | null;
  description: string | null;
  metadata: Metadata;
  priority: "high" | "normal";
  current_return: Return | null;
  current_hold: null;
  reconciliation_status: "unreconciled" | "reconciled";
  transaction_ids: string[];
  vendor_failure_reason: string | null;
  plan: Plan; // never shown
};

export type Return = Stamped & {
  object: "return";
  code: string;
  reason: string;
  amount: number;
  currency: "USD";
  type: Rail | "ach_noc";
  status: "completed";
  role: "receiving" | "originating";
  returnable_id: string;
  returnable_type: "payment_order" | "incoming_payment_detail";
  internal_account_id: string;
  current_return: null;
  corrections: Partial<Record<"account_number" | "routing_number" | "transaction_code", string>> | null;
  transaction_id: string;
};

export type ExpectedPayment = Stamped & {
  object: "expected_payment";
  status: "unreconciled" | "reconciled" | "archived";
  amount_lower_bound: number;
  amount_upper_bound: number;
  direction: "credit" | "debit";
  type: string | null;
  internal_account_id: string;
  counterparty_id: string | null;
  date_lower_bound: string | null;
  date_upper_bound: string | null;
  statement_descriptor: string | null;
  remittance_information: string | null;
  description: string | null;
  external_id: string | null;
  metadata: Metadata;
  transaction_id: string | null;
};

export type IncomingPaymentDetail = Stamped & {
  object: "incoming_payment_detail";
  status: "completed" | "returned";
  type: string;
  direction: "credit" | "debit";
  amount: number;
  currency: "USD";
  as_of_date: string;
  internal_account_id: string;
  data: { description: string };
  metadata: Metadata;
  reconciliation_status: "unreconciled" | "reconciled";
  transaction_id: string;
  virtual_account_id: null;
};

export type BankEvent = Stamped & {
  object: "event";
  resource: string;
  event_name: string;
  event_time: string;
  entity_id: string;
  data: unknown;
};

/** The stored answer to a successful POST, under its Idempotency-Key. */
type StoredAnswer = { id: string; at: number; status: number; body: string };

/** An entry of the bank's statement. */
export type Transaction = Stamped & {
  object: "transaction";
  amount: number;
  currency: "USD";
  direction: "credit" | "debit";
  as_of_date: string;
  internal_account_id: string;
  posted: boolean;
  reconciled: boolean;
  vendor_code: string;
  vendor_code_type: "bai2";
  vendor_description: string;
  vendor_id: string;
  details: Metadata;
  metadata: Metadata;
};

export type Settings = {
  id: "settings";
  date: string;
  webhookUrl: string | null;
  balance: number;
  /** What goes wrong with the next movement of money. */
  nextFault?: "duplicate" | "missing-line" | "wrong-amount" | "late-line" | null;
};

export type Tables = {
  counterparties: Counterparty;
  external_accounts: ExternalAccount;
  payment_orders: PaymentOrder;
  returns: Return;
  expected_payments: ExpectedPayment;
  incoming_payment_details: IncomingPaymentDetail;
  transactions: Transaction;
  events: BankEvent;
  answers: StoredAnswer;
  settings: Settings;
};
