-- The day on which a person joined, by the business date: in the sandbox the machine's clock says something else.
ALTER TABLE "users" ADD COLUMN "joined_on" DATE NOT NULL DEFAULT CURRENT_DATE;
UPDATE "users" u SET "joined_on" = COALESCE(
  (SELECT min(a.business_date) FROM audit_events a
    WHERE a.subject_type = 'user' AND a.subject_id = u.id AND a.action IN ('register', 'create administrator')),
  u.created_at::date);

-- The texts that people agree to, each version once and for good, and who agreed to which.
CREATE TABLE "legal_texts" (
    "sha256" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "legal_texts_pkey" PRIMARY KEY ("sha256")
);
CREATE TABLE "consents" (
    "id" BIGSERIAL NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "agreed_on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "consents_user_id_idx" ON "consents"("user_id");
ALTER TABLE "consents" ADD CONSTRAINT "consents_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "consents" ADD CONSTRAINT "consents_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "legal_texts"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What people write to us and what we answer.
CREATE TABLE "message_threads" (
    "id" TEXT NOT NULL,
    "user_id" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "loan_id" TEXT,
    "state" TEXT NOT NULL DEFAULT 'OPEN',
    "opened_on" DATE NOT NULL,
    "last_message_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_threads_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "message_threads_state_check" CHECK ("state" IN ('OPEN', 'ANSWERED', 'CLOSED'))
);
CREATE INDEX "message_threads_user_id_idx" ON "message_threads"("user_id");
CREATE INDEX "message_threads_state_created_at_idx" ON "message_threads"("state", "created_at");
CREATE TABLE "messages" (
    "id" BIGSERIAL NOT NULL,
    "thread_id" TEXT NOT NULL,
    "author_user_id" TEXT,
    "is_staff" BOOLEAN NOT NULL DEFAULT false,
    "body" TEXT NOT NULL,
    "written_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "messages_thread_id_idx" ON "messages"("thread_id");
ALTER TABLE "messages" ADD CONSTRAINT "messages_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "message_threads"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was agreed to and what was written stays as it was.
CREATE TRIGGER legal_texts_append_only BEFORE UPDATE OR DELETE ON legal_texts
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER legal_texts_no_truncate BEFORE TRUNCATE ON legal_texts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consents_append_only BEFORE UPDATE OR DELETE ON consents
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consents_no_truncate BEFORE TRUNCATE ON consents
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER messages_append_only BEFORE UPDATE OR DELETE ON messages
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER messages_no_truncate BEFORE TRUNCATE ON messages
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
