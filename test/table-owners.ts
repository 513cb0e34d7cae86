// Who owns which table: only the owner writes it. Others call its verbs, and read it through functions or views.
// A name with a slash is a file at the root of lib/; every other name is a folder of it.
export const TABLE_OWNERS: Readonly<Record<string, readonly string[]>> = {
  "lib/session-rows.ts": ["sessions"],
  "lib/rate-limit.ts": ["rate_limits"], // through the package rate-limiter-flexible
  ledger: ["ledger.*", "told_ledger_notes"], // ledger.* only through the functions of its migrations
  audit: ["audit_events"],
  legal: ["legal_texts", "consents"],
  identity: ["users", "user_roles", "setup_links", "borrowers", "investors"],
  payments: [
    "external_accounts",
    "payment_orders",
    "payment_transitions",
    "webhook_messages",
    "bank_accounts",
    "bank_files",
    "bank_statements",
    "bank_lines",
    "bank_matches",
    "bank_suggestions",
    "bank_exceptions",
    "bank_days",
  ],
  notifications: [
    "notifications",
    "email_messages",
    "email_suppressions",
    "email_topics_off",
    "paper_letters",
  ],
  documents: ["signed_documents", "e_sign_consents", "issued_documents", "document_files"],
  messages: ["message_threads", "messages"],
  accruals: ["interest_accruals"],
  lending: [
    "loan_products",
    "loan_applications",
    "application_events",
    "offers",
    "loans",
    "loan_standings",
    "installment_days",
    "loan_delinquencies",
    "loan_days",
    "loan_fees",
    "refunds",
    "loan_credits",
    "autopay_authorizations",
    "installments",
    "repayments",
    "charge_offs",
    "interest_corrections",
  ],
  investing: ["investment_options", "investments", "maturity_instructions", "rollovers"],
  pool: ["pool_months", "pool_horizon", "claim_proofs", "claim_proof_leaves"],
  writeback: [
    "writeback_connections",
    "writeback_mappings",
    "writeback_events",
    "writeback_operations",
    "writeback_calls",
    "writeback_webhooks",
    "writeback_early_news",
    "writeback_budget",
  ],
  jobs: ["business_clock", "date_moves", "job_runs", "sample_data", "graphile_worker._private_jobs"],
};

/** Besides lib/ledger, the only files that name a table of the ledger: a witness that must not trust the ledger's own functions. */
export const LEDGER_WITNESSES = ["lib/pool/cross-checks.ts"];
