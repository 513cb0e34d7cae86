// Every list that can be exported, by the name in its address.
import type { AnyListView } from "@/app/_parts/list/list-view";
import { APPLICATIONS } from "./applications/list";
import { AUDIT } from "./audit/list";
import { BANK_EXCEPTIONS } from "./bank/exceptions/list";
import { BANK_LINES } from "./bank/lines/list";
import { BANK_ACCOUNTS } from "./bank-accounts/list";
import { INVESTMENTS } from "./investments/list";
import { JOB_RUNS } from "./jobs/list";
import { QUEUE } from "./jobs/queue/list";
import { CATEGORIES } from "./ledger/categories/list";
import { ACCOUNTS } from "./ledger/list";
import { REFUSALS } from "./ledger/refusals/list";
import { BLOCKS } from "./ledger/seal/blocks/list";
import { PROOFS } from "./ledger/seal/proofs/list";
import { TRANSACTIONS } from "./ledger/transactions/list";
import { TRIAL_BALANCE } from "./ledger/trial-balance/list";
import { LOANS } from "./loans/list";
import { LETTERS } from "./mail/letters/list";
import { EMAILS } from "./mail/list";
import { MESSAGES } from "./messages/list";
import { OPTIONS } from "./options/list";
import { PAYMENTS } from "./payments/list";
import { WEBHOOKS } from "./payments/webhooks/list";
import { PEOPLE } from "./people/list";
import { NOTIFICATIONS } from "./notifications/list";
import { WRITEBACK } from "./settings/writeback/list";
import { RECONCILIATIONS } from "./settings/writeback/reconciliation/list";

const VIEWS: AnyListView[] = [
  ACCOUNTS,
  APPLICATIONS,
  AUDIT,
  BANK_ACCOUNTS,
  BANK_EXCEPTIONS,
  BANK_LINES,
  BLOCKS,
  CATEGORIES,
  EMAILS,
  INVESTMENTS,
  JOB_RUNS,
  LETTERS,
  LOANS,
  MESSAGES,
  NOTIFICATIONS,
  OPTIONS,
  PAYMENTS,
  WEBHOOKS,
  PEOPLE,
  PROOFS,
  QUEUE,
  RECONCILIATIONS,
  REFUSALS,
  TRANSACTIONS,
  TRIAL_BALANCE,
  WRITEBACK,
];

export const LISTS: ReadonlyMap<string, AnyListView> = new Map(VIEWS.map((view) => [view.name, view]));
