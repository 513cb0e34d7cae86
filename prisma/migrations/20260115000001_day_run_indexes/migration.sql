-- What the day run looks for every day among what grows for ever. Partial where the answer is few rows of many.

-- Changes of payment orders that nobody has acted on yet.
CREATE INDEX "payment_transitions_unhandled_idx" ON "payment_transitions"("id") WHERE "handled_at" IS NULL;

-- Completed ACH orders that can still come back.
CREATE INDEX "payment_orders_settled_on_idx" ON "payment_orders"("settled_on");

-- Offers that are still open, to find those whose last day has passed.
CREATE INDEX "offers_open_idx" ON "offers"("expires_on") WHERE "status" = 'OPEN';

-- Whom we have told that a payout waits for cash.
CREATE INDEX "notifications_payout_waiting_idx" ON "notifications"("href") WHERE "kind" = 'payout-waiting';
