-- What is set aside for losses, night by night, and how much of what investors are owed is covered.
CREATE TABLE "allowance_runs" (
    "business_date" DATE NOT NULL,
    "loans" INTEGER NOT NULL,
    "outstanding" DECIMAL(20,2) NOT NULL,
    "absorbed" DECIMAL(20,2) NOT NULL,
    "provision" DECIMAL(20,2) NOT NULL,
    "allowance" DECIMAL(20,2) NOT NULL,
    "cash" DECIMAL(20,2) NOT NULL,
    "interest" DECIMAL(20,2) NOT NULL,
    "owed" DECIMAL(20,2) NOT NULL,
    "coverage" DECIMAL(20,8),
    "absorbed_transaction_id" BIGINT,
    "provision_transaction_id" BIGINT,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "allowance_runs_pkey" PRIMARY KEY ("business_date"),
    CONSTRAINT "allowance_runs_posted" CHECK (("absorbed" = 0) = ("absorbed_transaction_id" IS NULL) AND ("provision" = 0) = ("provision_transaction_id" IS NULL))
);
CREATE TABLE "allowance_buckets" (
    "business_date" DATE NOT NULL,
    "grade" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "loans" INTEGER NOT NULL,
    "outstanding" DECIMAL(20,2) NOT NULL,
    "allowance" DECIMAL(20,2) NOT NULL,

    CONSTRAINT "allowance_buckets_pkey" PRIMARY KEY ("business_date", "grade", "bucket")
);
ALTER TABLE "allowance_buckets" ADD CONSTRAINT "allowance_buckets_business_date_fkey" FOREIGN KEY ("business_date") REFERENCES "allowance_runs"("business_date") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER allowance_runs_append_only BEFORE UPDATE OR DELETE ON allowance_runs FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allowance_runs_no_truncate BEFORE TRUNCATE ON allowance_runs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allowance_buckets_append_only BEFORE UPDATE OR DELETE ON allowance_buckets FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allowance_buckets_no_truncate BEFORE TRUNCATE ON allowance_buckets FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON allowance_runs, allowance_buckets FROM modern_lending_app;

-- The allowance lessens the loans; lib/transaction-types/account-codes.ts names the accounts too.
SELECT ledger.open_accounts(
  ARRAY['allowance:loans', 'expense:provision', 'equity:first-loss'],
  ARRAY['Allowance for loan losses', 'Provision for loan losses', 'First-loss capital'],
  ARRAY[-1, 1, -1]::smallint[], ARRAY['', '', ''], ARRAY['USD', 'USD', 'USD'], ARRAY[2, 2, 2]::smallint[]);
SELECT ledger.open_category('assets:allowance', 'Allowance for loan losses', -1::smallint, 'assets');
SELECT ledger.open_category('equity:first-loss', 'First-loss capital', -1::smallint, 'equity');
SELECT ledger.categorize(
  ARRAY['assets:allowance', 'equity:losses', 'equity:first-loss'],
  ARRAY['allowance:loans', 'expense:provision', 'equity:first-loss']);
