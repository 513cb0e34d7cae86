-- How the pool's groups of accounts moved, by month, kept so that a page about the whole pool adds up months instead of every
-- account. Counted are the entries of all database transactions before `horizon`; those after it are added on reading. Nothing that
-- posts waits for these rows: lib/pool/kept-sums.ts counts on once a minute.
CREATE TABLE "pool_months" (
    "group_name" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "debits" BIGINT NOT NULL,
    "credits" BIGINT NOT NULL,
    "pending_debits" BIGINT NOT NULL,
    "pending_credits" BIGINT NOT NULL,

    CONSTRAINT "pool_months_pkey" PRIMARY KEY ("group_name", "month")
);

CREATE TABLE "pool_horizon" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "horizon" BIGINT NOT NULL,

    CONSTRAINT "pool_horizon_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "pool_horizon_only_one" CHECK (id = 1)
);
INSERT INTO pool_horizon (horizon) VALUES (0);
REVOKE INSERT, DELETE, TRUNCATE ON pool_horizon FROM modern_lending_app;
