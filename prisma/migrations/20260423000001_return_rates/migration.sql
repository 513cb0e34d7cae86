-- Return rates of our debits that came near a limit of the network, or passed it, and who acknowledged that.

CREATE TABLE "return_rate_alerts" (
    "id" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "returned" INTEGER NOT NULL,
    "debits" INTEGER NOT NULL,
    "opened_on" DATE NOT NULL,
    "acknowledged_on" DATE,
    "acknowledged_by_id" TEXT,
    "note" TEXT,
    "ended_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "return_rate_alerts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "return_rate_alerts_opened_on_idx" ON "return_rate_alerts"("opened_on");
CREATE INDEX "payment_orders_direction_settled_on_idx" ON "payment_orders"("direction", "settled_on");

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE return_rate_alerts ADD CONSTRAINT return_rate_alerts_category CHECK (category IN ('unauthorized', 'administrative', 'all'));
ALTER TABLE return_rate_alerts ADD CONSTRAINT return_rate_alerts_level CHECK (level IN ('WARNING', 'BREACH'));
ALTER TABLE return_rate_alerts ADD CONSTRAINT return_rate_alerts_acknowledged CHECK ((acknowledged_on IS NULL) = (acknowledged_by_id IS NULL) AND (acknowledged_on IS NULL) = (note IS NULL));
-- One alert at a time for each limit.
CREATE UNIQUE INDEX return_rate_alerts_open ON return_rate_alerts (category) WHERE ended_on IS NULL;
SELECT keep_columns('return_rate_alerts', ARRAY['id', 'category', 'level', 'returned', 'debits', 'opened_on', 'created_at']);
REVOKE DELETE, TRUNCATE ON return_rate_alerts FROM modern_lending_app;
