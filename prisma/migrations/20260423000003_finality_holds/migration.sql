-- Money that was collected by ACH and can still be sent back: held on cash until it is final.

CREATE TABLE "finality_holds" (
    "payment_order_id" TEXT NOT NULL,
    "hold_transaction_id" BIGINT NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "held_on" DATE NOT NULL,
    "available_on" DATE NOT NULL,
    "ended_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "finality_holds_pkey" PRIMARY KEY ("payment_order_id")
);
CREATE UNIQUE INDEX "finality_holds_hold_transaction_id_key" ON "finality_holds"("hold_transaction_id");
CREATE INDEX "finality_holds_ended_on_available_on_idx" ON "finality_holds"("ended_on", "available_on");
ALTER TABLE "finality_holds" ADD CONSTRAINT "finality_holds_payment_order_id_fkey" FOREIGN KEY ("payment_order_id") REFERENCES "payment_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE finality_holds ADD CONSTRAINT finality_holds_dates CHECK (held_on <= available_on AND ended_on >= held_on);
SELECT keep_columns('finality_holds', ARRAY['payment_order_id', 'hold_transaction_id', 'amount', 'held_on', 'available_on', 'created_at']);
REVOKE DELETE, TRUNCATE ON finality_holds FROM modern_lending_app;

-- The other side of those holds. Nothing is ever posted on it; lib/transaction-types/account-codes.ts names it too.
SELECT ledger.open_accounts(ARRAY['holds:finality'], ARRAY['Money held until it is final'], ARRAY[1]::smallint[], ARRAY[''], ARRAY['USD'], ARRAY[2]::smallint[]);
SELECT ledger.open_category('assets:holds', 'Money held until it is final', 1::smallint, 'assets');
SELECT ledger.categorize(ARRAY['assets:holds'], ARRAY['holds:finality']);
