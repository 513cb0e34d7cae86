-- Tax years: what payees certify about themselves (Form W-9), what the IRS reports about their numbers, the tax withheld, and
-- documents that take the place of an earlier one.

CREATE TABLE "tax_certifications" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "user_id" TEXT NOT NULL,
    "first_name" TEXT,
    "name" TEXT NOT NULL,
    "payee_kind" TEXT NOT NULL,
    "tin_kind" TEXT NOT NULL,
    "tin_sealed" TEXT NOT NULL,
    "tin_last4" TEXT NOT NULL,
    "street" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "zip" TEXT NOT NULL,
    "is_certified" BOOLEAN NOT NULL,
    "is_subject_to_withholding" BOOLEAN NOT NULL,
    "is_delivered_electronically" BOOLEAN NOT NULL,
    "given_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tax_certifications_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "tax_certifications_number_key" ON "tax_certifications"("number");
CREATE INDEX "tax_certifications_user_id_number_idx" ON "tax_certifications"("user_id", "number");

CREATE TABLE "tin_notices" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "is_second" BOOLEAN NOT NULL,
    "received_on" DATE NOT NULL,
    "after_number" INTEGER NOT NULL,
    "recorded_by_id" TEXT NOT NULL,
    "resolved_on" DATE,
    "resolved_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tin_notices_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "tin_notices_user_id_idx" ON "tin_notices"("user_id");

ALTER TABLE "issued_documents" ADD COLUMN "supersedes_id" TEXT;
CREATE UNIQUE INDEX "issued_documents_supersedes_id_key" ON "issued_documents"("supersedes_id");
ALTER TABLE "issued_documents" ADD CONSTRAINT "issued_documents_supersedes_id_fkey" FOREIGN KEY ("supersedes_id") REFERENCES "issued_documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE tax_certifications ADD CONSTRAINT tax_certifications_payee_kind CHECK (payee_kind IN ('INDIVIDUAL', 'BUSINESS'));
ALTER TABLE tax_certifications ADD CONSTRAINT tax_certifications_first_name CHECK ((first_name IS NOT NULL) = (payee_kind = 'INDIVIDUAL'));
ALTER TABLE tax_certifications ADD CONSTRAINT tax_certifications_tin_kind CHECK (tin_kind IN ('SSN', 'EIN'));
ALTER TABLE tax_certifications ADD CONSTRAINT tax_certifications_tin_last4 CHECK (tin_last4 ~ '^\d{4}$');
ALTER TABLE tin_notices ADD CONSTRAINT tin_notices_resolved CHECK ((resolved_on IS NULL) = (resolved_by_id IS NULL));

-- A certification is evidence: a change is a new one. Its number may be sealed again under another key.
CREATE TRIGGER tax_certifications_append_only BEFORE DELETE OR UPDATE OF id, number, user_id, first_name, name, payee_kind, tin_kind, tin_last4, street, city,
    state, zip, is_certified, is_subject_to_withholding, is_delivered_electronically, given_on, created_at
  ON tax_certifications FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_certifications_no_truncate BEFORE TRUNCATE ON tax_certifications FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
SELECT keep_columns('tax_certifications', ARRAY['id', 'number', 'user_id', 'first_name', 'name', 'payee_kind', 'tin_kind', 'tin_last4', 'street',
  'city', 'state', 'zip', 'is_certified', 'is_subject_to_withholding', 'is_delivered_electronically', 'given_on', 'created_at']);
REVOKE DELETE, TRUNCATE ON tax_certifications FROM modern_lending_app;
SELECT keep_columns('tin_notices', ARRAY['id', 'user_id', 'is_second', 'received_on', 'after_number', 'recorded_by_id', 'created_at']);
REVOKE DELETE, TRUNCATE ON tin_notices FROM modern_lending_app;

-- Tax withheld from payouts and owed to the IRS; a line of the bank's statement shows when it was paid.
SELECT ledger.open_accounts(ARRAY['withholding:federal'], ARRAY['Backup withholding'], ARRAY[-1]::smallint[], ARRAY[''], ARRAY['USD'], ARRAY[2]::smallint[]);
SELECT ledger.open_category('liabilities:backup-withholding', 'Backup withholding', -1::smallint, 'liabilities');
SELECT ledger.categorize(ARRAY['liabilities:backup-withholding'], ARRAY['withholding:federal']);
ALTER TABLE bank_matches DROP CONSTRAINT bank_matches_target_type;
ALTER TABLE bank_matches ADD CONSTRAINT bank_matches_target_type CHECK (target_type IN ('ORDER', 'RETURN', 'SENT_BACK', 'FEE', 'INTEREST', 'TAX', 'SUSPENSE'));
