-- Consent to electronic documents (15 USC 7001(c)), and the capacity in which somebody signed.

-- AlterTable
ALTER TABLE "signed_documents" ADD COLUMN "signer_title" TEXT,
ADD COLUMN "signed_for" TEXT;

-- AlterTable
ALTER TABLE "borrowers" ADD COLUMN "signer_title" TEXT;

-- CreateTable
CREATE TABLE "e_sign_consents" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "e_sign_consents_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "e_sign_consents_document_id_key" ON "e_sign_consents"("document_id");

-- CreateIndex
CREATE INDEX "e_sign_consents_user_id_idx" ON "e_sign_consents"("user_id");

-- AddForeignKey
ALTER TABLE "e_sign_consents" ADD CONSTRAINT "e_sign_consents_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "e_sign_consents" ADD CONSTRAINT "e_sign_consents_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "signed_documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

-- Two clicks at once give one consent.
CREATE UNIQUE INDEX e_sign_consents_one_at_a_time ON e_sign_consents (user_id) WHERE withdrawn_at IS NULL;
