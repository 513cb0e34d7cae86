-- What the mail provider reports about delivered and undelivered messages, each once.
CREATE TABLE "mail_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_events_pkey" PRIMARY KEY ("id", "address")
);
CREATE INDEX "mail_events_address_idx" ON "mail_events"("address");

CREATE TRIGGER mail_events_append_only BEFORE UPDATE OR DELETE ON mail_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mail_events_no_truncate BEFORE TRUNCATE ON mail_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON mail_events FROM modern_lending_app;
