-- Records in the books of software that another one has replaced: kept, and no longer counted.
ALTER TABLE "writeback_operations" ADD COLUMN "former_event_id" BIGINT;
ALTER TABLE "writeback_events" ADD COLUMN "is_elsewhere" BOOLEAN NOT NULL DEFAULT false;

CREATE INDEX "writeback_operations_former_event_id_idx" ON "writeback_operations"("former_event_id");

ALTER TABLE "writeback_operations" ADD CONSTRAINT "writeback_operations_former_event_id_fkey" FOREIGN KEY ("former_event_id") REFERENCES "writeback_events"("id") ON DELETE SET NULL ON UPDATE CASCADE;
