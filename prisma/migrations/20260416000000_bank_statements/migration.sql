-- The bank's own words: files and statements as they were imported, their lines, what each line was matched with, the queue of
-- exceptions, and the days that were closed.

CREATE TABLE "bank_accounts" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "ledger_code" TEXT NOT NULL,
    "provider_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_accounts_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "bank_accounts_number_key" ON "bank_accounts"("number");
CREATE UNIQUE INDEX "bank_accounts_ledger_code_key" ON "bank_accounts"("ledger_code");
CREATE UNIQUE INDEX "bank_accounts_provider_id_key" ON "bank_accounts"("provider_id");

CREATE TABLE "bank_files" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "column_map" JSONB,
    "state" TEXT NOT NULL DEFAULT 'READING',
    "message" TEXT,
    "preview" JSONB,
    "uploaded_by_id" TEXT NOT NULL,
    "imported_by_id" TEXT,
    "uploaded_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_files_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "bank_files_sha256_idx" ON "bank_files"("sha256");
CREATE INDEX "bank_files_created_at_idx" ON "bank_files"("created_at");

CREATE TABLE "bank_statements" (
    "id" TEXT NOT NULL,
    "bank_account_id" TEXT NOT NULL,
    "file_id" TEXT,
    "source" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "opening" DECIMAL(20,2) NOT NULL,
    "closing" DECIMAL(20,2) NOT NULL,
    "line_count" INTEGER NOT NULL,
    "new_count" INTEGER NOT NULL,
    "imported_by_id" TEXT,
    "imported_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_statements_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "bank_statements_bank_account_id_from_on_idx" ON "bank_statements"("bank_account_id", "from_on");
ALTER TABLE "bank_statements" ADD CONSTRAINT "bank_statements_bank_account_id_fkey" FOREIGN KEY ("bank_account_id") REFERENCES "bank_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_statements" ADD CONSTRAINT "bank_statements_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "bank_files"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "bank_lines" (
    "id" BIGSERIAL NOT NULL,
    "bank_account_id" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "posted_on" DATE NOT NULL,
    "value_on" DATE,
    "amount" DECIMAL(20,2) NOT NULL,
    "type_code" TEXT,
    "reference" TEXT,
    "bank_reference" TEXT,
    "description" TEXT,
    "counterparty" TEXT,
    "is_reversal" BOOLEAN NOT NULL DEFAULT false,
    "parts" JSONB,
    "fingerprint" TEXT NOT NULL,

    CONSTRAINT "bank_lines_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "bank_lines_bank_account_id_fingerprint_key" ON "bank_lines"("bank_account_id", "fingerprint");
CREATE INDEX "bank_lines_bank_account_id_posted_on_idx" ON "bank_lines"("bank_account_id", "posted_on");
CREATE INDEX "bank_lines_statement_id_idx" ON "bank_lines"("statement_id");
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_bank_account_id_fkey" FOREIGN KEY ("bank_account_id") REFERENCES "bank_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_lines" ADD CONSTRAINT "bank_lines_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "bank_statements"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "bank_matches" (
    "id" BIGSERIAL NOT NULL,
    "line_id" BIGINT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "rule" TEXT NOT NULL,
    "score" INTEGER NOT NULL,
    "matched_by_id" TEXT,
    "matched_on" DATE NOT NULL,
    "transaction_id" BIGINT,
    "booked_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by_id" TEXT,
    "undone_reason" TEXT,

    CONSTRAINT "bank_matches_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "bank_matches_line_id_idx" ON "bank_matches"("line_id");
CREATE INDEX "bank_matches_target_id_idx" ON "bank_matches"("target_id");
CREATE UNIQUE INDEX "bank_matches_transaction_id_key" ON "bank_matches"("transaction_id");
ALTER TABLE "bank_matches" ADD CONSTRAINT "bank_matches_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "bank_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "bank_suggestions" (
    "line_id" BIGINT NOT NULL,
    "rule" TEXT NOT NULL,
    "score" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "targets" JSONB NOT NULL,

    CONSTRAINT "bank_suggestions_pkey" PRIMARY KEY ("line_id")
);
ALTER TABLE "bank_suggestions" ADD CONSTRAINT "bank_suggestions_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "bank_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "bank_exceptions" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "bank_account_id" TEXT NOT NULL,
    "line_id" BIGINT,
    "payment_order_id" TEXT,
    "amount" DECIMAL(20,2) NOT NULL,
    "opened_on" DATE NOT NULL,
    "owner_id" TEXT,
    "resolved_on" DATE,
    "resolved_by_id" TEXT,
    "resolution" TEXT,
    "note" TEXT,
    "transaction_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_exceptions_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "bank_exceptions_line_id_idx" ON "bank_exceptions"("line_id");
CREATE INDEX "bank_exceptions_payment_order_id_idx" ON "bank_exceptions"("payment_order_id");
ALTER TABLE "bank_exceptions" ADD CONSTRAINT "bank_exceptions_bank_account_id_fkey" FOREIGN KEY ("bank_account_id") REFERENCES "bank_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_exceptions" ADD CONSTRAINT "bank_exceptions_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "bank_lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_exceptions" ADD CONSTRAINT "bank_exceptions_payment_order_id_fkey" FOREIGN KEY ("payment_order_id") REFERENCES "payment_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "bank_days" (
    "bank_account_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "bank_closing" DECIMAL(20,2) NOT NULL,
    "book_closing" DECIMAL(20,2) NOT NULL,
    "in_transit_in" DECIMAL(20,2) NOT NULL,
    "in_transit_out" DECIMAL(20,2) NOT NULL,
    "unmatched_in" DECIMAL(20,2) NOT NULL,
    "unmatched_out" DECIMAL(20,2) NOT NULL,
    "closed_by_id" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_days_pkey" PRIMARY KEY ("bank_account_id", "day")
);
ALTER TABLE "bank_days" ADD CONSTRAINT "bank_days_bank_account_id_fkey" FOREIGN KEY ("bank_account_id") REFERENCES "bank_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE bank_files ADD CONSTRAINT bank_files_state CHECK (state IN ('READING', 'READY', 'IMPORTING', 'WAITING', 'IMPORTED', 'REFUSED', 'DISCARDED'));
ALTER TABLE bank_statements ADD CONSTRAINT bank_statements_period CHECK (from_on <= to_on);
ALTER TABLE bank_matches ADD CONSTRAINT bank_matches_target_type CHECK (target_type IN ('ORDER', 'RETURN', 'FEE', 'INTEREST', 'SUSPENSE'));
ALTER TABLE bank_matches ADD CONSTRAINT bank_matches_booked CHECK ((transaction_id IS NULL) = (target_type IN ('ORDER', 'RETURN')) AND (transaction_id IS NULL) = (booked_on IS NULL));
ALTER TABLE bank_matches ADD CONSTRAINT bank_matches_undone CHECK ((undone_at IS NULL) = (undone_reason IS NULL));
-- An order is paid by one line, and returned by one.
CREATE UNIQUE INDEX bank_matches_target_once ON bank_matches (target_type, target_id) WHERE undone_at IS NULL AND target_type IN ('ORDER', 'RETURN');
CREATE UNIQUE INDEX bank_matches_booked_once ON bank_matches (line_id) WHERE undone_at IS NULL AND target_type NOT IN ('ORDER', 'RETURN');
ALTER TABLE bank_exceptions ADD CONSTRAINT bank_exceptions_about CHECK ((line_id IS NULL) <> (payment_order_id IS NULL));
CREATE UNIQUE INDEX bank_exceptions_line_open ON bank_exceptions (line_id) WHERE resolved_on IS NULL;
CREATE UNIQUE INDEX bank_exceptions_order_open ON bank_exceptions (payment_order_id) WHERE resolved_on IS NULL;
-- A day closes only when every cent of it is explained.
ALTER TABLE bank_days ADD CONSTRAINT bank_days_explained CHECK (book_closing = bank_closing + in_transit_in - in_transit_out - unmatched_in + unmatched_out);

CREATE TRIGGER bank_lines_append_only BEFORE UPDATE OR DELETE ON bank_lines FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_lines_no_truncate BEFORE TRUNCATE ON bank_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_statements_append_only BEFORE UPDATE OR DELETE ON bank_statements FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_statements_no_truncate BEFORE TRUNCATE ON bank_statements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_days_append_only BEFORE UPDATE OR DELETE ON bank_days FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_days_no_truncate BEFORE TRUNCATE ON bank_days FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

SELECT keep_columns('bank_files', ARRAY['id', 'name', 'format', 'sha256', 'size', 'content', 'column_map', 'uploaded_by_id', 'uploaded_on', 'created_at']);
SELECT keep_columns('bank_matches', ARRAY['id', 'line_id', 'target_type', 'target_id', 'amount', 'rule', 'score', 'matched_by_id', 'matched_on', 'transaction_id', 'booked_on', 'created_at']);
SELECT keep_columns('bank_exceptions', ARRAY['id', 'kind', 'bank_account_id', 'line_id', 'payment_order_id', 'amount', 'opened_on', 'created_at']);
REVOKE UPDATE, DELETE, TRUNCATE ON bank_lines, bank_statements, bank_days FROM modern_lending_app;
REVOKE DELETE, TRUNCATE ON bank_files, bank_matches, bank_exceptions, bank_accounts FROM modern_lending_app;

-- The accounts that bank lines are booked to; lib/transaction-types/account-codes.ts names them too.
SELECT ledger.open_accounts(
  ARRAY['suspense:receipts', 'suspense:payments', 'expense:bank-fees', 'income:bank-interest'],
  ARRAY['Unidentified receipts', 'Unidentified payments', 'Bank fees', 'Bank interest'],
  ARRAY[-1, 1, 1, -1]::smallint[], ARRAY['', '', '', ''], ARRAY['USD', 'USD', 'USD', 'USD'], ARRAY[2, 2, 2, 2]::smallint[]);
SELECT ledger.open_category('liabilities:suspense', 'Unidentified receipts', -1::smallint, 'liabilities');
SELECT ledger.open_category('assets:suspense', 'Unidentified payments', 1::smallint, 'assets');
SELECT ledger.open_category('equity:bank-fees', 'Bank fees', 1::smallint, 'equity');
SELECT ledger.open_category('equity:bank-interest', 'Bank interest', -1::smallint, 'equity');
SELECT ledger.categorize(
  ARRAY['liabilities:suspense', 'assets:suspense', 'equity:bank-fees', 'equity:bank-interest'],
  ARRAY['suspense:receipts', 'suspense:payments', 'expense:bank-fees', 'income:bank-interest']);
