-- What a business states when it applies.

-- AlterTable
ALTER TABLE "loan_applications" ADD COLUMN "business" JSONB;
