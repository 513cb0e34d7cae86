-- Authorizations of automatic payment, and debits that are presented again.

-- AlterTable
ALTER TABLE "payment_orders" ADD COLUMN "retry_of" TEXT,
ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "repayments" ADD COLUMN "installment_number" INTEGER;

-- CreateTable
CREATE TABLE "autopay_authorizations" (
    "id" TEXT NOT NULL,
    "loan_id" TEXT NOT NULL,
    "external_account_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "signed_on" DATE NOT NULL,
    "revoked_on" DATE,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_because" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "autopay_authorizations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "payment_orders_retry_of_attempt_key" ON "payment_orders"("retry_of", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "autopay_authorizations_document_id_key" ON "autopay_authorizations"("document_id");

-- CreateIndex
CREATE INDEX "autopay_authorizations_loan_id_idx" ON "autopay_authorizations"("loan_id");

-- AddForeignKey
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_retry_of_fkey" FOREIGN KEY ("retry_of") REFERENCES "payment_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "autopay_authorizations" ADD CONSTRAINT "autopay_authorizations_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

-- A debit is presented three times at most; the first is nobody's child.
ALTER TABLE payment_orders ADD CONSTRAINT payment_orders_at_most_three_attempts
  CHECK (attempt BETWEEN 1 AND 3 AND (retry_of IS NULL) = (attempt = 1));

-- The same entry: the network's rules allow no other amount, account or direction.
CREATE FUNCTION refuse_another_retry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM payment_orders o
    WHERE o.id = NEW.retry_of AND o.retry_of IS NULL AND o.amount = NEW.amount AND o.direction = NEW.direction
      AND o.external_account_id = NEW.external_account_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'A retry has the amount, the account and the direction of the payment order that it repeats';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_orders_retry_repeats BEFORE INSERT ON payment_orders
  FOR EACH ROW WHEN (NEW.retry_of IS NOT NULL) EXECUTE FUNCTION refuse_another_retry();

-- One authorization at a time; what was signed never changes, and it is revoked once.
CREATE UNIQUE INDEX autopay_authorizations_one_in_force ON autopay_authorizations (loan_id) WHERE revoked_at IS NULL;
ALTER TABLE autopay_authorizations ADD CONSTRAINT autopay_authorizations_revoked_whole
  CHECK (num_nulls(revoked_on, revoked_at, revoked_because) IN (0, 3));
CREATE FUNCTION guard_autopay_authorization() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL
     OR (NEW.id, NEW.loan_id, NEW.external_account_id, NEW.document_id, NEW.signed_on, NEW.created_at)
        IS DISTINCT FROM (OLD.id, OLD.loan_id, OLD.external_account_id, OLD.document_id, OLD.signed_on, OLD.created_at) THEN
    RAISE EXCEPTION 'An autopay authorization can only be revoked, once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER autopay_authorizations_revoked_once BEFORE UPDATE ON autopay_authorizations
  FOR EACH ROW EXECUTE FUNCTION guard_autopay_authorization();
CREATE TRIGGER autopay_authorizations_no_delete BEFORE DELETE ON autopay_authorizations
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER autopay_authorizations_no_truncate BEFORE TRUNCATE ON autopay_authorizations
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Which installment an autopay debit collects was a part of its key until now.
UPDATE repayments SET installment_number = split_part(idempotency_key, ':', 3)::int
 WHERE is_autopay AND idempotency_key ~ '^autopay:[^:]+:[0-9]+:[0-9]+$';

-- A switch is no authorization: whoever had only that is asked to sign one.
INSERT INTO notifications (id, user_id, kind, title, body, href, dated_on)
SELECT 'ntf_' || substr(md5('autopay:' || l.id), 1, 14), b.user_id, 'autopay-off', 'Autopay for loan ' || l.number || ' is off',
       'Autopay now needs an authorization that you sign. Until you sign one on the page of the loan, you make each payment yourself.',
       '/borrower/loans/' || l.id, c.business_date
  FROM loans l JOIN borrowers b ON b.id = l.borrower_id CROSS JOIN business_clock c
 WHERE l.is_autopay AND l.status NOT IN ('CLOSED', 'CHARGED_OFF', 'CANCELLED');
UPDATE loans SET is_autopay = false WHERE is_autopay;
