-- What one member of staff proposes and another decides. The database keeps what must hold whatever the application asks: nobody
-- decides what they proposed, one proposal waits per subject and kind, what was decided stays, and what was proposed never changes.
CREATE TABLE "approvals" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "shown_facts" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proposed_on" DATE NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'PENDING',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "executed_key" TEXT,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "approvals_executed_key_key" ON "approvals"("executed_key");
CREATE INDEX "approvals_state_expires_at_idx" ON "approvals"("state", "expires_at");
CREATE INDEX "approvals_proposed_by_idx" ON "approvals"("proposed_by");
CREATE INDEX "approvals_subject_id_idx" ON "approvals"("subject_id");
CREATE UNIQUE INDEX "approvals_one_pending" ON "approvals"("kind", "subject_id") WHERE state = 'PENDING';
ALTER TABLE "approvals"
  ADD CONSTRAINT "approvals_state" CHECK (state IN ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED')),
  ADD CONSTRAINT "approvals_decided_by_another" CHECK (state NOT IN ('APPROVED', 'REJECTED')
    OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
  ADD CONSTRAINT "approvals_decided_when" CHECK ((state = 'PENDING') = (decided_at IS NULL)),
  ADD CONSTRAINT "approvals_executed_once" CHECK ((state = 'APPROVED') = (executed_key IS NOT NULL));
SELECT keep_columns('approvals', ARRAY['id', 'kind', 'subject_type', 'subject_id', 'title', 'payload', 'payload_hash', 'shown_facts',
  'reason', 'proposed_by', 'proposed_at', 'proposed_on', 'expires_at']);
REVOKE DELETE, TRUNCATE ON approvals FROM modern_lending_app;
CREATE TRIGGER approvals_decided_once BEFORE UPDATE ON approvals FOR EACH ROW
  WHEN (OLD.state <> 'PENDING') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER approvals_no_delete BEFORE DELETE ON approvals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER approvals_no_truncate BEFORE TRUNCATE ON approvals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
