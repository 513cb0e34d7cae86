// Every list that can be exported, by the name in its address.
import type { AnyListView } from "@/app/_parts/list/list-view";
import { APPLICATIONS } from "./applications/list";
import { AUDIT } from "./audit/list";
import { BANK_ACCOUNTS } from "./bank-accounts/list";
import { INVESTMENTS } from "./investments/list";
import { JOB_RUNS } from "./jobs/list";
import { LOANS } from "./loans/list";
import { MESSAGES } from "./messages/list";
import { OPTIONS } from "./options/list";
import { PAYMENTS } from "./payments/list";
import { WEBHOOKS } from "./payments/webhooks/list";
import { PEOPLE } from "./people/list";

const VIEWS: AnyListView[] = [
  APPLICATIONS,
  AUDIT,
  BANK_ACCOUNTS,
  INVESTMENTS,
  JOB_RUNS,
  LOANS,
  MESSAGES,
  OPTIONS,
  PAYMENTS,
  WEBHOOKS,
  PEOPLE,
];

export const LISTS: ReadonlyMap<string, AnyListView> = new Map(VIEWS.map((view) => [view.name, view]));
