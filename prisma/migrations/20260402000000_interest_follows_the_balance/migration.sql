-- Interest on a declining balance follows what is really owed: it is charged up to the day of a payment ahead of the schedule, and
-- corrected when payments clear late or come back.

-- AlterTable
ALTER TABLE "installments" ADD COLUMN "period_interest" DECIMAL(20,2);

-- AlterTable
ALTER TABLE "repayments" ADD COLUMN "extra_interest" DECIMAL(20,2) NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "interest_corrections" (
    "id" BIGSERIAL NOT NULL,
    "loan_id" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "business_date" DATE NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "interest_corrections_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "interest_corrections_transaction_id_period_key" ON "interest_corrections"("transaction_id", "period");

-- CreateIndex
CREATE INDEX "interest_corrections_loan_id_idx" ON "interest_corrections"("loan_id");

-- AddForeignKey
ALTER TABLE "interest_corrections" ADD CONSTRAINT "interest_corrections_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE interest_corrections ADD CONSTRAINT interest_corrections_change_something CHECK (amount <> 0 AND period > 0);
ALTER TABLE repayments ADD CONSTRAINT repayments_extra_interest_is_part_of_interest
  CHECK (extra_interest >= 0 AND extra_interest <= interest);

CREATE TRIGGER interest_corrections_append_only BEFORE UPDATE OR DELETE ON interest_corrections
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER interest_corrections_no_truncate BEFORE TRUNCATE ON interest_corrections
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
