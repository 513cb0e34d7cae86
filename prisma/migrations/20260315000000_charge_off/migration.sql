-- Loans that are given up.

-- AlterEnum
ALTER TYPE "LoanStatus" ADD VALUE 'CHARGED_OFF' BEFORE 'CANCELLED';

-- CreateTable
CREATE TABLE "charge_offs" (
    "id" TEXT NOT NULL,
    "loan_id" TEXT NOT NULL,
    "payment_order_id" TEXT,
    "principal" DECIMAL(20,2) NOT NULL,
    "interest" DECIMAL(20,2) NOT NULL,
    "reason" TEXT,
    "decided_by_id" TEXT,
    "idempotency_key" TEXT,
    "charged_off_on" DATE NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "charge_offs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "charge_offs_payment_order_id_key" ON "charge_offs"("payment_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "charge_offs_idempotency_key_key" ON "charge_offs"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "charge_offs_transaction_id_key" ON "charge_offs"("transaction_id");

-- CreateIndex
CREATE INDEX "charge_offs_loan_id_idx" ON "charge_offs"("loan_id");

-- AddForeignKey
ALTER TABLE "charge_offs" ADD CONSTRAINT "charge_offs_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE charge_offs ADD CONSTRAINT charge_offs_principal_is_not_negative CHECK (principal >= 0);
-- A decision says who and why; what follows from a returned payment says which.
ALTER TABLE charge_offs ADD CONSTRAINT charge_offs_says_why CHECK (
  (payment_order_id IS NULL AND reason IS NOT NULL AND decided_by_id IS NOT NULL AND idempotency_key IS NOT NULL)
  OR (payment_order_id IS NOT NULL AND reason IS NULL AND decided_by_id IS NULL AND idempotency_key IS NULL));
CREATE UNIQUE INDEX charge_offs_decided_once ON charge_offs (loan_id) WHERE payment_order_id IS NULL;

CREATE TRIGGER charge_offs_append_only BEFORE UPDATE OR DELETE ON charge_offs
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER charge_offs_no_truncate BEFORE TRUNCATE ON charge_offs
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The account of the loss; lib/transaction-types/account-codes.ts names it too. It lessens equity.
SELECT ledger.open_accounts(ARRAY['loss:charge-off'], ARRAY['Charge-off loss'], ARRAY[1]::smallint[], ARRAY[''], ARRAY['USD'], ARRAY[2]::smallint[]);
SELECT ledger.open_category('equity:losses', 'Losses', 1::smallint, 'equity');
SELECT ledger.categorize(ARRAY['equity:losses'], ARRAY['loss:charge-off']);
