-- Email: the outbox that is filled with each notification, who wants none of a topic, addresses that refuse our mail, and letters to print.
CREATE TABLE "email_messages" (
    "id" TEXT NOT NULL,
    "notification_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "href" TEXT,
    "state" TEXT NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "last_answer" TEXT,
    "dated_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_messages_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "email_messages_notification_id_key" ON "email_messages"("notification_id");
CREATE INDEX "email_messages_state_next_attempt_at_idx" ON "email_messages"("state", "next_attempt_at");
CREATE INDEX "email_messages_user_id_idx" ON "email_messages"("user_id");
ALTER TABLE "email_messages" ADD CONSTRAINT "email_messages_state" CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'UNKNOWN', 'FAILED'));

CREATE TABLE "email_suppressions" (
    "address" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_suppressions_pkey" PRIMARY KEY ("address")
);

CREATE TABLE "email_topics_off" (
    "user_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,

    CONSTRAINT "email_topics_off_pkey" PRIMARY KEY ("user_id", "topic")
);

CREATE TABLE "paper_letters" (
    "id" TEXT NOT NULL,
    "notification_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "queued_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "mailed_on" DATE,
    "mailed_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "paper_letters_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "paper_letters_notification_id_key" ON "paper_letters"("notification_id");
CREATE INDEX "paper_letters_mailed_on_due_on_idx" ON "paper_letters"("mailed_on", "due_on");

-- What was sent, and what has to be mailed, stays as it was written; only how far it is changes.
SELECT keep_columns('email_messages', ARRAY['id', 'notification_id', 'user_id', 'kind', 'address', 'subject', 'title', 'body', 'href',
  'dated_on', 'created_at']);
SELECT keep_columns('paper_letters', ARRAY['id', 'notification_id', 'user_id', 'kind', 'reason', 'queued_on', 'due_on', 'created_at']);
REVOKE DELETE, TRUNCATE ON email_messages, paper_letters FROM modern_lending_app;
