-- The one-time link with which the first administrator of an empty installation chooses a password.
CREATE TABLE "setup_links" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_links_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "setup_links_token_hash_key" ON "setup_links"("token_hash");
