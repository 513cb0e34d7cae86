-- An application that was begun and not finished: the business date of its last change, and by when the notice of incompleteness asks
-- for the rest.
ALTER TABLE "loan_applications" ADD COLUMN "saved_on" DATE, ADD COLUMN "complete_by" DATE;
UPDATE loan_applications SET saved_on = consented_at::date WHERE status = 'DRAFT' AND consented_at IS NOT NULL;

-- The PDF whose code the person typed to show that they can read documents here; none for consents of before it was asked for.
ALTER TABLE "e_sign_consents" ADD COLUMN "access_document_id" TEXT;
