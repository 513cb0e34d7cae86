-- A new lender account stands beside the one that works until it is connected.
ALTER TABLE "writeback_mappings" ADD COLUMN "next_source_id" TEXT;
ALTER TABLE "writeback_mappings" ADD COLUMN "next_status" TEXT;

CREATE UNIQUE INDEX "writeback_mappings_next_source_id_key" ON "writeback_mappings"("next_source_id");
