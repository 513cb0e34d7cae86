-- Money that we owe a borrower, such as a fee that was waived after it was paid. It is on a credit account of the loan and goes back by a
-- payment of kind REFUND.

ALTER TYPE "PaymentKind" ADD VALUE 'REFUND';
ALTER TYPE "WriteEventKind" ADD VALUE 'REFUND';

CREATE TABLE "refunds" (
    "id" TEXT NOT NULL,
    "loan_id" TEXT NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "status" "MoneyStatus" NOT NULL DEFAULT 'PENDING',
    "payment_order_id" TEXT,
    "started_by_id" TEXT,
    "started_on" DATE NOT NULL,
    "posted_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "refunds_payment_order_id_key" ON "refunds"("payment_order_id");
CREATE INDEX "refunds_loan_id_idx" ON "refunds"("loan_id");
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "loan_credits" (
    "loan_id" TEXT NOT NULL,
    "since_on" DATE NOT NULL,
    "announced_on" DATE,

    CONSTRAINT "loan_credits_pkey" PRIMARY KEY ("loan_id")
);
ALTER TABLE "loan_credits" ADD CONSTRAINT "loan_credits_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE refunds ADD CONSTRAINT refunds_amount CHECK (amount > 0);
-- One at a time: the next one starts when the bank has answered.
CREATE UNIQUE INDEX refunds_one_pending ON refunds (loan_id) WHERE status = 'PENDING';

REVOKE DELETE, TRUNCATE ON refunds, loan_credits FROM modern_lending_app;
SELECT keep_columns('refunds', ARRAY['id', 'loan_id', 'amount', 'started_by_id', 'started_on', 'created_at']);
