-- One person is one borrower, however many accounts they have: a keyed hash of the whole tax id says who applies.

-- AlterTable
ALTER TABLE "loan_applications" ADD COLUMN "tax_id_hash" TEXT;

-- CreateIndex
CREATE INDEX "loan_applications_tax_id_last4_idx" ON "loan_applications"("tax_id_last4");

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

-- Of several drafts of one borrower only the newest was ever shown.
UPDATE loan_applications a SET status = 'WITHDRAWN'
 WHERE a.status = 'DRAFT'
   AND EXISTS (SELECT 1 FROM loan_applications b WHERE b.borrower_id = a.borrower_id AND b.status = 'DRAFT' AND b.number > a.number);
CREATE UNIQUE INDEX loan_applications_one_draft ON loan_applications (borrower_id) WHERE status = 'DRAFT';

-- Applications of before have no hash; several of them may be open, and the verbs count each of them.
CREATE UNIQUE INDEX loan_applications_one_open_per_borrower ON loan_applications (borrower_id)
  WHERE status IN ('SUBMITTED', 'OFFERED') AND tax_id_hash IS NOT NULL;
CREATE UNIQUE INDEX loan_applications_one_open_per_tax_id ON loan_applications (tax_id_hash)
  WHERE status IN ('SUBMITTED', 'OFFERED');
