-- What is left out was never sent, and has no request. In a migration after the one that adds the value: PostgreSQL wants it so.
ALTER TABLE writeback_operations DROP CONSTRAINT writeback_operations_sent_is_complete;
ALTER TABLE writeback_operations ADD CONSTRAINT writeback_operations_sent_is_complete
  CHECK (state IN ('READY', 'SKIPPED') OR (path IS NOT NULL AND request IS NOT NULL AND idempotency_key IS NOT NULL AND key_issued_at IS NOT NULL));
ALTER TABLE writeback_operations ADD CONSTRAINT writeback_operations_skipped_says_why CHECK (state <> 'SKIPPED' OR error IS NOT NULL);
