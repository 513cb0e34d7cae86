-- What being late costs: the policy of a product, pinned to the loan when its agreement is signed, the fees that were assessed, and
-- the part of each payment that paid fees. Loans signed before have no policy and never pay a fee.

ALTER TABLE "loan_products" ADD COLUMN "late_fee_grace_days" INTEGER, ADD COLUMN "late_fee_flat" DECIMAL(20,2),
  ADD COLUMN "late_fee_rate" DECIMAL(9,6), ADD COLUMN "late_fee_rule" TEXT, ADD COLUMN "late_fee_cap" DECIMAL(20,2),
  ADD COLUMN "returned_fee" DECIMAL(20,2);
ALTER TABLE "loans" ADD COLUMN "late_fee_grace_days" INTEGER, ADD COLUMN "late_fee_flat" DECIMAL(20,2),
  ADD COLUMN "late_fee_rate" DECIMAL(9,6), ADD COLUMN "late_fee_rule" TEXT, ADD COLUMN "late_fee_cap" DECIMAL(20,2),
  ADD COLUMN "returned_fee" DECIMAL(20,2), ADD COLUMN "waterfall" TEXT NOT NULL DEFAULT 'consumer';
ALTER TABLE "repayments" ADD COLUMN "fees" DECIMAL(20,2) NOT NULL DEFAULT 0;
ALTER TABLE "charge_offs" ADD COLUMN "fees" DECIMAL(20,2) NOT NULL DEFAULT 0;

CREATE TABLE "loan_fees" (
    "id" TEXT NOT NULL,
    "loan_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "installment_number" INTEGER,
    "payment_order_id" TEXT,
    "amount" DECIMAL(20,2) NOT NULL,
    "assessed_on" DATE NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "waived_on" DATE,
    "waived_at" TIMESTAMPTZ(3),
    "waived_by_id" TEXT,
    "waiver_reason" TEXT,
    "waiver_note" TEXT,
    "waiver_transaction_id" BIGINT,
    "credited" DECIMAL(20,2) NOT NULL DEFAULT 0,

    CONSTRAINT "loan_fees_pkey" PRIMARY KEY ("id")
);
-- Assessed once, whatever is replayed.
CREATE UNIQUE INDEX "loan_fees_key_key" ON "loan_fees"("key");
CREATE INDEX "loan_fees_loan_id_idx" ON "loan_fees"("loan_id");
ALTER TABLE "loan_fees" ADD CONSTRAINT "loan_fees_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

-- Loans that are signed from now on; the agreement names the charge.
UPDATE loan_products SET late_fee_grace_days = 15, late_fee_flat = 15.00, late_fee_rate = 0.05, late_fee_rule = 'greater', returned_fee = 15.00;

ALTER TABLE loan_products ADD CONSTRAINT loan_products_late_fee CHECK (num_nonnulls(late_fee_grace_days, late_fee_flat, late_fee_rate, late_fee_rule) IN (0, 4)
  AND late_fee_rule IN ('greater', 'lesser', 'flat', 'rate'));
ALTER TABLE loans ADD CONSTRAINT loans_late_fee CHECK (num_nonnulls(late_fee_grace_days, late_fee_flat, late_fee_rate, late_fee_rule) IN (0, 4)
  AND late_fee_rule IN ('greater', 'lesser', 'flat', 'rate')) NOT VALID;
ALTER TABLE loans VALIDATE CONSTRAINT loans_late_fee;
ALTER TABLE loans ADD CONSTRAINT loans_waterfall CHECK (waterfall IN ('consumer', 'fees-first')) NOT VALID;
ALTER TABLE loans VALIDATE CONSTRAINT loans_waterfall;
ALTER TABLE loan_fees ADD CONSTRAINT loan_fees_kind CHECK (kind = 'LATE' AND installment_number IS NOT NULL OR kind = 'RETURNED' AND payment_order_id IS NOT NULL);
ALTER TABLE loan_fees ADD CONSTRAINT loan_fees_amount CHECK (amount > 0);
ALTER TABLE loan_fees ADD CONSTRAINT loan_fees_waived CHECK (num_nonnulls(waived_on, waived_at, waiver_reason, waiver_transaction_id) IN (0, 4)
  AND waiver_reason IN ('courtesy', 'our-error', 'bank-error', 'hardship', 'dispute', 'scra', 'paid-in-time'));
ALTER TABLE loan_fees ADD CONSTRAINT loan_fees_credited CHECK (credited >= 0 AND credited <= CASE WHEN waived_on IS NULL THEN 0 ELSE amount END);

-- Fees are a part of the amount too.
ALTER TABLE repayments DROP CONSTRAINT repayments_parts_make_the_amount;
ALTER TABLE repayments ADD CONSTRAINT repayments_parts_make_the_amount CHECK (amount > 0 AND fees >= 0 AND interest >= 0 AND principal >= 0 AND amount = fees + interest + principal) NOT VALID;
ALTER TABLE repayments VALIDATE CONSTRAINT repayments_parts_make_the_amount;

-- A fee is waived once; what was assessed, and a waiver, never change.
CREATE TRIGGER loan_fees_append_only BEFORE UPDATE ON loan_fees FOR EACH ROW
  WHEN ((NEW.id, NEW.loan_id, NEW.kind, NEW.key, NEW.installment_number, NEW.payment_order_id, NEW.amount, NEW.assessed_on, NEW.transaction_id, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.loan_id, OLD.kind, OLD.key, OLD.installment_number, OLD.payment_order_id, OLD.amount, OLD.assessed_on, OLD.transaction_id, OLD.created_at)
    OR OLD.waived_on IS NOT NULL AND (NEW.waived_on, NEW.waived_at, NEW.waived_by_id, NEW.waiver_reason, NEW.waiver_note, NEW.waiver_transaction_id)
      IS DISTINCT FROM (OLD.waived_on, OLD.waived_at, OLD.waived_by_id, OLD.waiver_reason, OLD.waiver_note, OLD.waiver_transaction_id))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER loan_fees_no_delete BEFORE DELETE ON loan_fees FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER loan_fees_no_truncate BEFORE TRUNCATE ON loan_fees FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE DELETE, TRUNCATE ON loan_fees FROM modern_lending_app;
SELECT keep_columns('loan_fees', ARRAY['id', 'loan_id', 'kind', 'key', 'installment_number', 'payment_order_id', 'amount', 'assessed_on', 'transaction_id', 'created_at']);
SELECT keep_columns('loans', ARRAY['id', 'number', 'borrower_id', 'application_id', 'offer_id', 'agreement_id', 'principal',
  'origination_fee', 'annual_rate', 'term_months', 'method', 'day_count', 'rounding', 'accepted_on', 'created_at',
  'late_fee_grace_days', 'late_fee_flat', 'late_fee_rate', 'late_fee_rule', 'late_fee_cap', 'returned_fee', 'waterfall']);
SELECT keep_columns('repayments', ARRAY['id', 'loan_id', 'amount', 'idempotency_key', 'created_at']);

-- The accounts of fees; lib/transaction-types/account-codes.ts names them too.
SELECT ledger.open_accounts(ARRAY['revenue:late-fees'], ARRAY['Late fee revenue'], ARRAY[-1]::smallint[], ARRAY[''], ARRAY['USD'], ARRAY[2]::smallint[]);
SELECT ledger.open_category('assets:loans:fees', 'Fees owed by borrowers', 1::smallint, 'assets:loans');
SELECT ledger.open_category('liabilities:borrower-credits', 'Credit balances of borrowers', -1::smallint, 'liabilities');
SELECT ledger.categorize(ARRAY['equity:revenue'], ARRAY['revenue:late-fees']);
