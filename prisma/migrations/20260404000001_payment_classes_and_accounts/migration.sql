-- How a payment was authorized, and the Standard Entry Class that it carries on the ACH network. Earlier orders carried these.
CREATE TYPE "PaymentChannel" AS ENUM ('WEB', 'TELEPHONE');

ALTER TABLE "payment_orders" ADD COLUMN "channel" "PaymentChannel" NOT NULL DEFAULT 'WEB';
ALTER TABLE "payment_orders" ADD COLUMN "sec_code" TEXT;
UPDATE "payment_orders" SET "sec_code" = CASE "direction" WHEN 'DEBIT' THEN 'WEB' ELSE 'PPD' END
 WHERE "rail" = 'ACH' AND "direction" <> 'INCOMING';

-- Whose account it is; null: as its user borrows.
CREATE TYPE "HolderKind" AS ENUM ('PERSON', 'BUSINESS');
ALTER TABLE "external_accounts" ADD COLUMN "holder_kind" "HolderKind";

-- An account that somebody else has given too is flagged (shared_at) and waits for our staff; one that its person removed stays for the history.
ALTER TYPE "BankAccountStatus" ADD VALUE 'IN_REVIEW';
ALTER TYPE "BankAccountStatus" ADD VALUE 'REMOVED';
ALTER TABLE "external_accounts" ADD COLUMN "number_hash" TEXT;
ALTER TABLE "external_accounts" ADD COLUMN "shared_at" TIMESTAMPTZ(3);
ALTER TABLE "external_accounts" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
ALTER TABLE "external_accounts" ADD COLUMN "reviewed_at" TIMESTAMPTZ(3);
ALTER TABLE "external_accounts" ADD COLUMN "reviewed_by_id" TEXT;

CREATE INDEX "external_accounts_number_hash_idx" ON "external_accounts"("number_hash");
