-- Notifications of change: what a bank corrected about an account of somebody, when it was applied, or why it was not.

ALTER TABLE "external_accounts" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
SELECT keep_columns('external_accounts', ARRAY['id', 'user_id', 'created_at']);

CREATE TABLE "external_account_changes" (
    "id" TEXT NOT NULL,
    "external_account_id" TEXT NOT NULL,
    "payment_order_id" TEXT NOT NULL,
    "return_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "old_last4" TEXT NOT NULL,
    "new_last4" TEXT,
    "old_routing_number" TEXT NOT NULL,
    "new_routing_number" TEXT,
    "new_account_type" TEXT,
    "new_number_sealed" TEXT,
    "refusal" TEXT,
    "received_on" DATE NOT NULL,
    "apply_by" DATE NOT NULL,
    "applied_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_account_changes_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "external_account_changes_return_id_key" ON "external_account_changes"("return_id");
CREATE INDEX "external_account_changes_external_account_id_idx" ON "external_account_changes"("external_account_id");
CREATE INDEX "external_account_changes_received_on_idx" ON "external_account_changes"("received_on");
ALTER TABLE "external_account_changes" ADD CONSTRAINT "external_account_changes_external_account_id_fkey" FOREIGN KEY ("external_account_id") REFERENCES "external_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE external_account_changes ADD CONSTRAINT external_account_changes_state CHECK (state IN ('APPLIED', 'REFUSED'));
ALTER TABLE external_account_changes ADD CONSTRAINT external_account_changes_applied CHECK ((state = 'APPLIED') = (applied_on IS NOT NULL) AND (state = 'REFUSED') = (refusal IS NOT NULL));
-- The number may be sealed again under another key.
CREATE TRIGGER external_account_changes_append_only BEFORE DELETE OR UPDATE OF id, external_account_id, payment_order_id, return_id, code, state, old_last4, new_last4,
    old_routing_number, new_routing_number, new_account_type, refusal, received_on, apply_by, applied_on, created_at
  ON external_account_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER external_account_changes_no_truncate BEFORE TRUNCATE ON external_account_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
SELECT keep_columns('external_account_changes', ARRAY['id', 'external_account_id', 'payment_order_id', 'return_id', 'code', 'state', 'old_last4', 'new_last4',
  'old_routing_number', 'new_routing_number', 'new_account_type', 'refusal', 'received_on', 'apply_by', 'applied_on', 'created_at']);
REVOKE DELETE, TRUNCATE ON external_account_changes FROM modern_lending_app;
