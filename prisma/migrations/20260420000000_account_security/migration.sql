-- Sign-in of accounts: verified email addresses, links by email, second factors, passkeys, the history of sign-ins, and the wait of payouts
-- after a change.

-- Everybody who is here counts as verified, and so does a row that the release before inserts; a sign-up says NULL.
ALTER TABLE "users" ADD COLUMN "email_verified_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "address" TEXT,
  ADD COLUMN "phone" TEXT,
  ADD COLUMN "closed_at" TIMESTAMPTZ(3);
SELECT keep_columns('users', ARRAY['id', 'email', 'password_hash', 'created_at']);

-- How the person proved who they are, and when they last did.
ALTER TABLE "sessions" ADD COLUMN "method" TEXT NOT NULL DEFAULT 'password', ADD COLUMN "factor_at" TIMESTAMPTZ(3);
SELECT keep_columns('sessions', ARRAY['id', 'user_id', 'created_at', 'method']);

-- The secret part of a link, sealed, until the email is out.
ALTER TABLE "email_messages" ADD COLUMN "link_sealed" TEXT;
SELECT keep_columns('email_messages', ARRAY['id', 'notification_id', 'user_id', 'kind', 'address', 'subject', 'title', 'body', 'href',
  'dated_on', 'created_at']);

CREATE TABLE "account_links" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_links_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "account_links_token_hash_key" ON "account_links"("token_hash");
CREATE INDEX "account_links_user_id_purpose_idx" ON "account_links"("user_id", "purpose");
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_purpose" CHECK (purpose IN ('RESET_PASSWORD', 'VERIFY_EMAIL', 'CHANGE_EMAIL', 'UNDO_EMAIL'));

CREATE TABLE "second_factors" (
    "user_id" TEXT NOT NULL,
    "secret_sealed" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "second_factors_pkey" PRIMARY KEY ("user_id")
);
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "recovery_codes" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "recovery_codes_user_id_idx" ON "recovery_codes"("user_id");
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "passkeys" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[] NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "passkeys_user_id_idx" ON "passkeys"("user_id");
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "passkey_challenges" (
    "challenge" TEXT NOT NULL,
    "user_id" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_challenges_pkey" PRIMARY KEY ("challenge")
);

CREATE TABLE "sign_ins" (
    "id" BIGSERIAL NOT NULL,
    "user_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "sign_ins_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "sign_ins_user_id_id_idx" ON "sign_ins"("user_id", "id");
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_outcome" CHECK (outcome IN ('signed-in', 'wrong-password', 'wrong-code'));

CREATE TABLE "payout_cool_offs" (
    "user_id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "payout_cool_offs_pkey" PRIMARY KEY ("user_id")
);
ALTER TABLE "payout_cool_offs" ADD CONSTRAINT "payout_cool_offs_reason" CHECK (reason IN ('account', 'password', 'email'));

-- Links and codes are used once, and what they were made with stays.
SELECT keep_columns('account_links', ARRAY['id', 'user_id', 'purpose', 'token_hash', 'address', 'created_at', 'expires_at']);
SELECT keep_columns('recovery_codes', ARRAY['id', 'user_id', 'code_hash', 'created_at']);
SELECT keep_columns('passkeys', ARRAY['id', 'user_id', 'public_key', 'created_at']);
REVOKE DELETE, TRUNCATE ON account_links FROM modern_lending_app;
REVOKE UPDATE, DELETE, TRUNCATE ON sign_ins FROM modern_lending_app;

-- An email address changes through one function, which notes who changed it; like a password.
CREATE FUNCTION change_email(of_user text, new_email text, actor text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.users u SET email = new_email, email_verified_at = CURRENT_TIMESTAMP WHERE u.id = of_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Unknown user: %.', of_user USING ERRCODE = 'no_data_found';
  END IF;
  INSERT INTO public.audit_events (business_date, actor_user_id, action, subject_type, subject_id, detail)
    VALUES (public.noted_on(), NULLIF(actor, ''), 'user.change-email', 'user', of_user, jsonb_build_object('databaseRole', session_user));
END $$;
REVOKE ALL ON FUNCTION change_email FROM PUBLIC;
GRANT EXECUTE ON FUNCTION change_email TO modern_lending_app;
