-- CreateEnum
CREATE TYPE "WriteEventKind" AS ENUM ('DRAWDOWN', 'REPAYMENT', 'REVERSAL', 'WRITE_OFF');

-- CreateEnum
CREATE TYPE "WriteEventState" AS ENUM ('PARKED', 'QUEUED', 'WRITING', 'HELD', 'DONE', 'BY_HAND');

-- CreateEnum
CREATE TYPE "WriteOperationKind" AS ENUM ('TRANSFER', 'DIRECT_COST', 'FEED_LINES', 'SUPPLIER', 'EXPENSE_ACCOUNT');

-- CreateEnum
CREATE TYPE "WriteOperationState" AS ENUM ('READY', 'SENDING', 'PENDING', 'UNKNOWN', 'SUCCESS', 'FAILED');

-- CreateTable
CREATE TABLE "writeback_connections" (
    "borrower_id" TEXT NOT NULL,
    "company_id" TEXT,
    "connection_id" TEXT,
    "feed_connection_id" TEXT,
    "feed_status" TEXT,
    "platform_key" TEXT NOT NULL,
    "platform_name" TEXT,
    "tenant_name" TEXT,
    "base_currency" TEXT,
    "status" TEXT NOT NULL DEFAULT 'PendingAuth',
    "problem" TEXT,
    "readiness" JSONB NOT NULL DEFAULT '{}',
    "is_feed_paused" BOOLEAN NOT NULL DEFAULT false,
    "paused_until" TIMESTAMPTZ(3),
    "status_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sync_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "refreshed_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "writeback_connections_pkey" PRIMARY KEY ("borrower_id")
);

-- CreateTable
CREATE TABLE "writeback_mappings" (
    "borrower_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "is_on" BOOLEAN NOT NULL DEFAULT false,
    "switched_at" TIMESTAMPTZ(3),
    "deposit_id" TEXT,
    "deposit_name" TEXT,
    "expense_id" TEXT,
    "expense_name" TEXT,
    "supplier_id" TEXT,
    "supplier_name" TEXT,
    "lender_source_id" TEXT,
    "lender_target_id" TEXT,
    "lender_name" TEXT,
    "lender_status" TEXT,
    "problem" TEXT,
    "problem_card" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "writeback_mappings_pkey" PRIMARY KEY ("borrower_id")
);

-- CreateTable
CREATE TABLE "writeback_events" (
    "id" BIGSERIAL NOT NULL,
    "source_key" TEXT NOT NULL,
    "borrower_id" TEXT NOT NULL,
    "loan_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" "WriteEventKind" NOT NULL,
    "reverses_id" BIGINT,
    "occurred_on" DATE NOT NULL,
    "cash" DECIMAL(20,2) NOT NULL,
    "charge" DECIMAL(20,2) NOT NULL,
    "principal_after" DECIMAL(20,2) NOT NULL,
    "ledger_transaction_id" BIGINT NOT NULL,
    "state" "WriteEventState" NOT NULL,
    "held_code" TEXT,
    "held_words" TEXT,
    "is_backfill" BOOLEAN NOT NULL DEFAULT false,
    "is_feed_waiting" BOOLEAN NOT NULL DEFAULT false,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "writeback_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "writeback_operations" (
    "id" TEXT NOT NULL,
    "borrower_id" TEXT NOT NULL,
    "event_id" BIGINT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "kind" "WriteOperationKind" NOT NULL,
    "state" "WriteOperationState" NOT NULL DEFAULT 'READY',
    "connection_id" TEXT,
    "path" TEXT,
    "request" TEXT,
    "feed_amount" DECIMAL(20,2),
    "feed_account_id" TEXT,
    "idempotency_key" TEXT,
    "key_issued_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "requested_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "push_operation_key" TEXT,
    "record_id" TEXT,
    "error" TEXT,
    "validation" JSONB NOT NULL DEFAULT '[]',
    "correlation_id" TEXT,
    "mapping_version" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "writeback_operations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "writeback_calls" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "borrower_id" TEXT,
    "event_id" BIGINT,
    "operation_id" TEXT,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "http_status" INTEGER,
    "outcome" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "correlation_id" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "note" TEXT,

    CONSTRAINT "writeback_calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "writeback_webhooks" (
    "id" TEXT NOT NULL,
    "shape" TEXT NOT NULL,
    "event_type" TEXT NOT NULL,
    "company_id" TEXT,
    "body" TEXT NOT NULL,
    "status" "WebhookStatus" NOT NULL DEFAULT 'RECEIVED',
    "deliveries" INTEGER NOT NULL DEFAULT 1,
    "note" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "writeback_webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "writeback_early_news" (
    "push_operation_key" TEXT NOT NULL,
    "news" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "writeback_early_news_pkey" PRIMARY KEY ("push_operation_key")
);

-- CreateTable
CREATE TABLE "writeback_budget" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "free_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "day" DATE NOT NULL,
    "used_today" INTEGER NOT NULL DEFAULT 0,
    "paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "writeback_budget_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "writeback_connections_company_id_key" ON "writeback_connections"("company_id");

-- CreateIndex
CREATE UNIQUE INDEX "writeback_connections_connection_id_key" ON "writeback_connections"("connection_id");

-- CreateIndex
CREATE UNIQUE INDEX "writeback_connections_feed_connection_id_key" ON "writeback_connections"("feed_connection_id");

-- CreateIndex
CREATE INDEX "writeback_connections_status_idx" ON "writeback_connections"("status");

-- CreateIndex
CREATE UNIQUE INDEX "writeback_mappings_lender_source_id_key" ON "writeback_mappings"("lender_source_id");

-- CreateIndex
CREATE UNIQUE INDEX "writeback_events_source_key_key" ON "writeback_events"("source_key");

-- CreateIndex
CREATE UNIQUE INDEX "writeback_events_reference_key" ON "writeback_events"("reference");

-- CreateIndex
CREATE INDEX "writeback_events_state_next_at_idx" ON "writeback_events"("state", "next_at");

-- CreateIndex
CREATE INDEX "writeback_events_loan_id_state_idx" ON "writeback_events"("loan_id", "state");

-- CreateIndex
CREATE INDEX "writeback_events_borrower_id_state_idx" ON "writeback_events"("borrower_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "writeback_events_loan_id_seq_key" ON "writeback_events"("loan_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "writeback_operations_idempotency_key_key" ON "writeback_operations"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "writeback_operations_push_operation_key_key" ON "writeback_operations"("push_operation_key");

-- CreateIndex
CREATE INDEX "writeback_operations_borrower_id_kind_idx" ON "writeback_operations"("borrower_id", "kind");

-- CreateIndex
CREATE INDEX "writeback_operations_feed_account_id_state_idx" ON "writeback_operations"("feed_account_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "writeback_operations_event_id_position_key" ON "writeback_operations"("event_id", "position");

-- CreateIndex
CREATE INDEX "writeback_calls_operation_id_idx" ON "writeback_calls"("operation_id");

-- CreateIndex
CREATE INDEX "writeback_calls_borrower_id_id_idx" ON "writeback_calls"("borrower_id", "id");

-- CreateIndex
CREATE INDEX "writeback_calls_event_id_idx" ON "writeback_calls"("event_id");

-- CreateIndex
CREATE INDEX "writeback_webhooks_status_received_at_idx" ON "writeback_webhooks"("status", "received_at");

-- CreateIndex
CREATE INDEX "writeback_webhooks_company_id_idx" ON "writeback_webhooks"("company_id");

-- AddForeignKey
ALTER TABLE "writeback_operations" ADD CONSTRAINT "writeback_operations_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "writeback_events"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

INSERT INTO writeback_budget (id, day) VALUES (1, (now() AT TIME ZONE 'UTC')::date);
ALTER TABLE writeback_budget ADD CONSTRAINT writeback_budget_is_one_row CHECK (id = 1);
ALTER TABLE writeback_operations ADD CONSTRAINT writeback_operations_sent_is_complete
  CHECK (state = 'READY' OR (path IS NOT NULL AND request IS NOT NULL AND idempotency_key IS NOT NULL AND key_issued_at IS NOT NULL));
ALTER TABLE writeback_operations ADD CONSTRAINT writeback_operations_pending_is_known
  CHECK (state <> 'PENDING' OR push_operation_key IS NOT NULL);
ALTER TABLE writeback_events ADD CONSTRAINT writeback_events_held_says_why
  CHECK ((state = 'HELD') = (held_code IS NOT NULL) AND (held_code IS NULL) = (held_words IS NULL));
ALTER TABLE writeback_events ADD CONSTRAINT writeback_events_reversal_names_what
  CHECK ((kind = 'REVERSAL') = (reverses_id IS NOT NULL));
-- A fact is taken back at most once.
CREATE UNIQUE INDEX writeback_events_reversed_once ON writeback_events (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX writeback_events_open ON writeback_events (loan_id, id) WHERE state IN ('QUEUED', 'WRITING', 'HELD');

-- The log of calls stays as it was written.
CREATE TRIGGER writeback_calls_append_only BEFORE UPDATE OR DELETE ON writeback_calls
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER writeback_calls_no_truncate BEFORE TRUNCATE ON writeback_calls
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
