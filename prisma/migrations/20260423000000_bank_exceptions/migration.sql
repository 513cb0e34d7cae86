-- What treasury does with money that nobody expected: assign it after its day is closed, send it back, write a cent off; and who
-- was notified that it waits for too long.

-- The day from which the booking of a line no longer counts, where it was not taken back on its own day.
ALTER TABLE "bank_matches" ADD COLUMN "taken_back_on" DATE;

ALTER TABLE "bank_exceptions" ADD COLUMN "overdue_noted_on" DATE;
ALTER TABLE "bank_exceptions" ADD COLUMN "alarmed_on" DATE;

CREATE TABLE "bank_send_backs" (
    "id" TEXT NOT NULL,
    "exception_id" TEXT NOT NULL,
    "bank_account_id" TEXT NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "reference" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'ASKED',
    "requested_by_id" TEXT NOT NULL,
    "requested_on" DATE NOT NULL,
    "hold_transaction_id" BIGINT NOT NULL,
    "provider_id" TEXT,
    "sent_on" DATE,
    "refusal" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_send_backs_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "bank_send_backs_reference_key" ON "bank_send_backs"("reference");
CREATE UNIQUE INDEX "bank_send_backs_hold_transaction_id_key" ON "bank_send_backs"("hold_transaction_id");
CREATE UNIQUE INDEX "bank_send_backs_provider_id_key" ON "bank_send_backs"("provider_id");
CREATE INDEX "bank_send_backs_exception_id_idx" ON "bank_send_backs"("exception_id");
CREATE INDEX "bank_send_backs_bank_account_id_sent_on_idx" ON "bank_send_backs"("bank_account_id", "sent_on");
ALTER TABLE "bank_send_backs" ADD CONSTRAINT "bank_send_backs_exception_id_fkey" FOREIGN KEY ("exception_id") REFERENCES "bank_exceptions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_send_backs" ADD CONSTRAINT "bank_send_backs_bank_account_id_fkey" FOREIGN KEY ("bank_account_id") REFERENCES "bank_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE bank_send_backs ADD CONSTRAINT bank_send_backs_state CHECK (state IN ('ASKED', 'SENT', 'REFUSED'));
ALTER TABLE bank_send_backs ADD CONSTRAINT bank_send_backs_amount CHECK (amount > 0);
ALTER TABLE bank_send_backs ADD CONSTRAINT bank_send_backs_sent CHECK ((state = 'SENT') = (sent_on IS NOT NULL) AND (state = 'SENT') = (provider_id IS NOT NULL));
ALTER TABLE bank_send_backs ADD CONSTRAINT bank_send_backs_refused CHECK ((state = 'REFUSED') = (refusal IS NOT NULL));
-- Money goes back once.
CREATE UNIQUE INDEX bank_send_backs_once ON bank_send_backs (exception_id) WHERE state <> 'REFUSED';
SELECT keep_columns('bank_send_backs', ARRAY['id', 'exception_id', 'bank_account_id', 'amount', 'reference', 'reason', 'requested_by_id', 'requested_on', 'hold_transaction_id', 'created_at']);
SELECT keep_columns('bank_matches', ARRAY['id', 'line_id', 'target_type', 'target_id', 'amount', 'rule', 'score', 'matched_by_id', 'matched_on', 'transaction_id', 'booked_on', 'created_at']);
SELECT keep_columns('bank_exceptions', ARRAY['id', 'kind', 'bank_account_id', 'line_id', 'payment_order_id', 'amount', 'opened_on', 'created_at']);
REVOKE DELETE, TRUNCATE ON bank_send_backs FROM modern_lending_app;

ALTER TABLE bank_matches DROP CONSTRAINT bank_matches_target_type;
ALTER TABLE bank_matches ADD CONSTRAINT bank_matches_target_type CHECK (target_type IN ('ORDER', 'RETURN', 'SENT_BACK', 'FEE', 'INTEREST', 'SUSPENSE'));
ALTER TABLE bank_matches DROP CONSTRAINT bank_matches_booked;
ALTER TABLE bank_matches ADD CONSTRAINT bank_matches_booked CHECK ((transaction_id IS NULL) = (target_type IN ('ORDER', 'RETURN', 'SENT_BACK')) AND (transaction_id IS NULL) = (booked_on IS NULL));
ALTER TABLE bank_matches ADD CONSTRAINT bank_matches_taken_back CHECK (taken_back_on IS NULL OR (undone_at IS NOT NULL AND taken_back_on >= booked_on));
DROP INDEX bank_matches_target_once;
CREATE UNIQUE INDEX bank_matches_target_once ON bank_matches (target_type, target_id) WHERE undone_at IS NULL AND target_type IN ('ORDER', 'RETURN', 'SENT_BACK');
DROP INDEX bank_matches_booked_once;
CREATE UNIQUE INDEX bank_matches_booked_once ON bank_matches (line_id) WHERE undone_at IS NULL AND target_type NOT IN ('ORDER', 'RETURN', 'SENT_BACK');

-- Differences of at most a dollar that are not worth a letter; lib/transaction-types/account-codes.ts names it too.
SELECT ledger.open_accounts(ARRAY['expense:recon-difference'], ARRAY['Reconciliation differences'], ARRAY[1]::smallint[], ARRAY[''], ARRAY['USD'], ARRAY[2]::smallint[]);
SELECT ledger.open_category('equity:recon-differences', 'Reconciliation differences', 1::smallint, 'equity');
SELECT ledger.categorize(ARRAY['equity:recon-differences'], ARRAY['expense:recon-difference']);
