import type { RateCategory } from "@/lib/payments/return-rates";
import type { Cohort } from "@/lib/reporting/return-cohorts";

export const CATEGORY_WORDS: Readonly<Record<RateCategory, string>> = {
  unauthorized: "Unauthorized (R05, R07, R10, R11, R29, R51)",
  administrative: "Administrative (R02, R03, R04)",
  all: "All return codes",
};

export const COHORT_WORDS: Readonly<Record<Cohort, string>> = {
  retry: "Presented again",
  first: "First debit of the account",
  "new-account": "Account in use for less than 30 days",
  autopay: "Autopay",
  other: "Other debits",
};
