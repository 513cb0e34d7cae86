-- Whether the pool takes deposits, lets investors leave early and reinvests, and why not. Each row is the whole state after a change.
CREATE TABLE "pool_gates" (
    "n" BIGSERIAL NOT NULL,
    "state" TEXT NOT NULL,
    "is_rule_on" BOOLEAN NOT NULL,
    "coverage" DECIMAL(20,8),
    "reason" TEXT NOT NULL,
    "changed_by_id" TEXT,
    "changed_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pool_gates_pkey" PRIMARY KEY ("n"),
    CONSTRAINT "pool_gates_state" CHECK ("state" IN ('OPEN', 'GATED')),
    CONSTRAINT "pool_gates_reason" CHECK ("reason" <> '')
);
CREATE TRIGGER pool_gates_append_only BEFORE UPDATE OR DELETE ON pool_gates FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pool_gates_no_truncate BEFORE TRUNCATE ON pool_gates FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON pool_gates FROM modern_lending_app;
