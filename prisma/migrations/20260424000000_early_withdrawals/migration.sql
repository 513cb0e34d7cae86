-- Leaving an investment before maturity, in full or in part. A request is served when there is cash, in one payment or in several; each
-- payment fixes what it pays on its day.
ALTER TYPE "InvestmentStatus" ADD VALUE 'WITHDRAWN';
ALTER TYPE "PaymentKind" ADD VALUE 'WITHDRAWAL';

CREATE TYPE "WithdrawalState" AS ENUM ('QUEUED', 'SERVED', 'CANCELED');
CREATE TYPE "WithdrawalPaymentState" AS ENUM ('PAYING', 'PAID', 'UNPAID', 'CANCELED');

CREATE TABLE "withdrawal_requests" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "investment_id" TEXT NOT NULL,
    "principal" DECIMAL(20,2) NOT NULL,
    "open_principal" DECIMAL(20,2) NOT NULL,
    "state" "WithdrawalState" NOT NULL DEFAULT 'QUEUED',
    "requested_on" DATE NOT NULL,
    "document_id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "ended_on" DATE,
    "cancel_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "withdrawal_requests_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "withdrawal_requests_open" CHECK ("open_principal" >= 0 AND "open_principal" <= "principal" AND "principal" > 0),
    CONSTRAINT "withdrawal_requests_canceled" CHECK (("state" = 'CANCELED') = ("cancel_reason" IS NOT NULL))
);
CREATE UNIQUE INDEX "withdrawal_requests_number_key" ON "withdrawal_requests"("number");
CREATE UNIQUE INDEX "withdrawal_requests_idempotency_key_key" ON "withdrawal_requests"("idempotency_key");
CREATE INDEX "withdrawal_requests_investment_id_idx" ON "withdrawal_requests"("investment_id");
CREATE INDEX "withdrawal_requests_queue" ON "withdrawal_requests"("requested_on") WHERE "state" = 'QUEUED';
ALTER TABLE "withdrawal_requests" ADD CONSTRAINT "withdrawal_requests_investment_id_fkey" FOREIGN KEY ("investment_id") REFERENCES "investments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "withdrawal_payments" (
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "investment_id" TEXT NOT NULL,
    "served_on" DATE NOT NULL,
    "principal" DECIMAL(20,2) NOT NULL,
    "interest" DECIMAL(20,2) NOT NULL,
    "running" DECIMAL(20,2) NOT NULL,
    "penalty" DECIMAL(20,2) NOT NULL,
    "state" "WithdrawalPaymentState" NOT NULL DEFAULT 'PAYING',
    "payment_order_id" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 1,
    "paid_on" DATE,

    CONSTRAINT "withdrawal_payments_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "withdrawal_payments_amounts" CHECK ("principal" > 0 AND "interest" >= 0 AND "running" >= 0 AND "penalty" >= 0),
    CONSTRAINT "withdrawal_payments_order" CHECK (("state" IN ('PAYING', 'PAID')) = ("payment_order_id" IS NOT NULL))
);
CREATE UNIQUE INDEX "withdrawal_payments_payment_order_id_key" ON "withdrawal_payments"("payment_order_id");
CREATE INDEX "withdrawal_payments_request_id_idx" ON "withdrawal_payments"("request_id");
CREATE INDEX "withdrawal_payments_investment_id_idx" ON "withdrawal_payments"("investment_id");
CREATE INDEX "withdrawal_payments_unpaid" ON "withdrawal_payments"("served_on") WHERE "state" = 'UNPAID';
ALTER TABLE "withdrawal_payments" ADD CONSTRAINT "withdrawal_payments_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "withdrawal_requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

REVOKE DELETE, TRUNCATE ON withdrawal_requests, withdrawal_payments FROM modern_lending_app;
SELECT keep_columns('withdrawal_requests', ARRAY['id', 'number', 'investment_id', 'principal', 'requested_on', 'document_id', 'idempotency_key', 'created_at']);
SELECT keep_columns('withdrawal_payments', ARRAY['id', 'request_id', 'investment_id', 'served_on', 'principal', 'interest', 'running', 'penalty']);

-- The principal that earns falls by what leaves early. It never rises: nobody's claim is made larger by an update.
GRANT UPDATE (principal) ON investments TO modern_lending_app;
CREATE FUNCTION refuse_rising_principal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The principal of investment % can only fall.', OLD.id;
END $$;
CREATE TRIGGER investments_principal_falls BEFORE UPDATE OF principal ON investments
  FOR EACH ROW WHEN (NEW.principal > OLD.principal OR NEW.principal <= 0) EXECUTE FUNCTION refuse_rising_principal();

-- What investors forfeit who leave early; lib/transaction-types/account-codes.ts names it too.
SELECT ledger.open_accounts(
  ARRAY['revenue:early-withdrawal'], ARRAY['Early withdrawal penalties'], ARRAY[-1]::smallint[], ARRAY[''], ARRAY['USD'], ARRAY[2]::smallint[]);
SELECT ledger.categorize(ARRAY['equity:revenue'], ARRAY['revenue:early-withdrawal']);
