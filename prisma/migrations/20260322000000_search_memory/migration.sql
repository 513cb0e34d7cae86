-- What a search for a record of unknown fate has set going, so that its next round goes on instead of beginning anew.

-- AlterTable
ALTER TABLE "writeback_operations" ADD COLUMN "search" JSONB;
