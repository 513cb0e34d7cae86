-- The role that web and worker act as. Roles belong to the whole server, so it may be there already.
DO $$ BEGIN
  CREATE ROLE modern_lending_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- Whoever migrates may act as that role: the job queue's tables will belong to it.
DO $$ BEGIN
  EXECUTE format('GRANT modern_lending_app TO %I', current_user);
END $$;

GRANT USAGE ON SCHEMA public TO modern_lending_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO modern_lending_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO modern_lending_app;

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('BORROWER', 'INVESTOR', 'ADMIN');

-- CreateEnum
CREATE TYPE "BorrowerKind" AS ENUM ('PERSON', 'BUSINESS');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "BankAccountStatus" AS ENUM ('ACTIVE', 'DISABLED');

-- CreateEnum
CREATE TYPE "PaymentKind" AS ENUM ('DEPOSIT', 'DISBURSEMENT', 'REPAYMENT', 'PAYOUT');

-- CreateEnum
CREATE TYPE "PaymentRail" AS ENUM ('ACH', 'WIRE', 'RTP');

-- CreateEnum
CREATE TYPE "PaymentDirection" AS ENUM ('CREDIT', 'DEBIT', 'INCOMING');

-- CreateEnum
CREATE TYPE "PaymentStatus" AS ENUM ('CREATED', 'EXPECTED', 'NEEDS_APPROVAL', 'APPROVED', 'PENDING', 'PROCESSING', 'SENT', 'COMPLETED', 'RETURNED', 'REVERSED', 'FAILED', 'DENIED', 'CANCELLED', 'HELD', 'STOPPED');

-- CreateEnum
CREATE TYPE "WebhookStatus" AS ENUM ('RECEIVED', 'PROCESSED', 'IGNORED', 'FAILED');

-- CreateEnum
CREATE TYPE "Method" AS ENUM ('FLAT', 'EQUAL_INSTALLMENT', 'EQUAL_PRINCIPAL', 'INTEREST_ONLY');

-- CreateEnum
CREATE TYPE "ApplicationStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'OFFERED', 'DECLINED', 'ACCEPTED', 'EXPIRED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "OfferStatus" AS ENUM ('OPEN', 'ACCEPTED', 'EXPIRED', 'CLOSED');

-- CreateEnum
CREATE TYPE "LoanStatus" AS ENUM ('AWAITING_DETAILS', 'AWAITING_FUNDS', 'DISBURSING', 'DISBURSEMENT_FAILED', 'ACTIVE', 'CLOSED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "RepaymentKind" AS ENUM ('SCHEDULED', 'OTHER', 'PAYOFF');

-- CreateEnum
CREATE TYPE "MoneyStatus" AS ENUM ('PENDING', 'POSTED', 'FAILED', 'RETURNED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "InvestmentStatus" AS ENUM ('DEPOSITING', 'ACTIVE', 'MATURED', 'PAID_OUT', 'FAILED', 'RETURNED');

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_roles" (
    "user_id" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_roles_pkey" PRIMARY KEY ("user_id","role")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "ip_address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "borrowers" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" "BorrowerKind" NOT NULL,
    "legal_name" TEXT NOT NULL,
    "registration_number" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "borrowers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "investors" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "investors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_date" DATE NOT NULL,
    "actor_user_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "href" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dated_on" DATE NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "business_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "business_date" DATE NOT NULL,

    CONSTRAINT "business_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "date_moves" (
    "id" TEXT NOT NULL,
    "from_date" DATE NOT NULL,
    "to_date" DATE NOT NULL,
    "reached_date" DATE NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'QUEUED',
    "error" TEXT,
    "requested_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "date_moves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_runs" (
    "id" BIGSERIAL NOT NULL,
    "job" TEXT NOT NULL,
    "business_date" DATE NOT NULL,
    "status" "RunStatus" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "summary" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,

    CONSTRAINT "job_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_accounts" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "holder_name" TEXT NOT NULL,
    "bank_name" TEXT NOT NULL,
    "routing_number" TEXT NOT NULL,
    "account_number_sealed" TEXT NOT NULL,
    "account_number_last4" TEXT NOT NULL,
    "account_type" TEXT NOT NULL,
    "provider_id" TEXT,
    "status" "BankAccountStatus" NOT NULL DEFAULT 'ACTIVE',
    "disabled_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_orders" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" "PaymentKind" NOT NULL,
    "direction" "PaymentDirection" NOT NULL,
    "rail" "PaymentRail" NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "status" "PaymentStatus" NOT NULL DEFAULT 'CREATED',
    "external_account_id" TEXT,
    "user_id" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "hold_transaction_id" BIGINT,
    "provider_id" TEXT,
    "return_code" TEXT,
    "failure_reason" TEXT,
    "submit_attempts" INTEGER NOT NULL DEFAULT 0,
    "created_on" DATE NOT NULL,
    "settled_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_transitions" (
    "id" BIGSERIAL NOT NULL,
    "payment_order_id" TEXT NOT NULL,
    "to_status" "PaymentStatus" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_date" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_transitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_messages" (
    "id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "object_id" TEXT,
    "body" TEXT NOT NULL,
    "status" "WebhookStatus" NOT NULL DEFAULT 'RECEIVED',
    "deliveries" INTEGER NOT NULL DEFAULT 1,
    "note" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signed_documents" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "template_version" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "signed_name" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signed_on" DATE NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "signed_documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loan_products" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "method" "Method" NOT NULL,
    "terms_months" INTEGER[],
    "minimum_amount" DECIMAL(20,2) NOT NULL,
    "maximum_amount" DECIMAL(20,2) NOT NULL,
    "rate_adjustment" DECIMAL(9,6) NOT NULL,
    "fee_rate" DECIMAL(9,6) NOT NULL,
    "day_count" TEXT NOT NULL,
    "rounding" TEXT NOT NULL,
    "is_offered" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "loan_products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loan_applications" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "borrower_id" TEXT NOT NULL,
    "status" "ApplicationStatus" NOT NULL DEFAULT 'DRAFT',
    "amount" DECIMAL(20,2),
    "purpose" TEXT,
    "employment" TEXT,
    "employed_years" INTEGER,
    "monthly_income" DECIMAL(20,2),
    "monthly_housing" DECIMAL(20,2),
    "tax_id_last4" TEXT,
    "consented_at" TIMESTAMPTZ(3),
    "submitted_on" DATE,
    "decided_on" DATE,
    "grade" TEXT,
    "credit_report" JSONB,
    "decline_reasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "loan_applications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_events" (
    "id" BIGSERIAL NOT NULL,
    "application_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_date" DATE NOT NULL,
    "step" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "application_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offers" (
    "id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "status" "OfferStatus" NOT NULL DEFAULT 'OPEN',
    "amount" DECIMAL(20,2) NOT NULL,
    "term_months" INTEGER NOT NULL,
    "method" "Method" NOT NULL,
    "annual_rate" DECIMAL(9,6) NOT NULL,
    "day_count" TEXT NOT NULL,
    "rounding" TEXT NOT NULL,
    "origination_fee" DECIMAL(20,2) NOT NULL,
    "monthly_payment" DECIMAL(20,2) NOT NULL,
    "last_payment" DECIMAL(20,2) NOT NULL,
    "apr" DECIMAL(9,2) NOT NULL,
    "amount_financed" DECIMAL(20,2) NOT NULL,
    "finance_charge" DECIMAL(20,2) NOT NULL,
    "total_of_payments" DECIMAL(20,2) NOT NULL,
    "expires_on" DATE NOT NULL,

    CONSTRAINT "offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loans" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "borrower_id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "status" "LoanStatus" NOT NULL DEFAULT 'AWAITING_DETAILS',
    "principal" DECIMAL(20,2) NOT NULL,
    "origination_fee" DECIMAL(20,2) NOT NULL,
    "annual_rate" DECIMAL(9,6) NOT NULL,
    "term_months" INTEGER NOT NULL,
    "method" "Method" NOT NULL,
    "day_count" TEXT NOT NULL,
    "rounding" TEXT NOT NULL,
    "accepted_on" DATE NOT NULL,
    "external_account_id" TEXT,
    "rail" "PaymentRail",
    "is_autopay" BOOLEAN NOT NULL DEFAULT false,
    "disbursed_on" DATE,
    "first_due_on" DATE,
    "closed_on" DATE,
    "schedule_version" INTEGER NOT NULL DEFAULT 0,
    "disbursement_tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "loans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installments" (
    "loan_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "days" INTEGER NOT NULL,
    "payment" DECIMAL(20,2) NOT NULL,
    "principal" DECIMAL(20,2) NOT NULL,
    "interest" DECIMAL(20,2) NOT NULL,
    "balance" DECIMAL(20,2) NOT NULL,

    CONSTRAINT "installments_pkey" PRIMARY KEY ("loan_id","version","number")
);

-- CreateTable
CREATE TABLE "repayments" (
    "id" TEXT NOT NULL,
    "loan_id" TEXT NOT NULL,
    "kind" "RepaymentKind" NOT NULL,
    "status" "MoneyStatus" NOT NULL DEFAULT 'PENDING',
    "amount" DECIMAL(20,2) NOT NULL,
    "interest" DECIMAL(20,2) NOT NULL,
    "principal" DECIMAL(20,2) NOT NULL,
    "extra_principal" DECIMAL(20,2) NOT NULL,
    "accrued_on_payoff" DECIMAL(20,2) NOT NULL DEFAULT 0,
    "unearned_interest" DECIMAL(20,2) NOT NULL DEFAULT 0,
    "extra_after" INTEGER NOT NULL DEFAULT 0,
    "is_autopay" BOOLEAN NOT NULL DEFAULT false,
    "payment_order_id" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "submitted_on" DATE NOT NULL,
    "posted_on" DATE,
    "post_transaction_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "repayments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "investment_options" (
    "id" TEXT NOT NULL,
    "term_months" INTEGER NOT NULL,
    "annual_rate" DECIMAL(9,6) NOT NULL,
    "minimum" DECIMAL(20,2) NOT NULL,
    "maximum" DECIMAL(20,2) NOT NULL,
    "is_offered" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "investment_options_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "investments" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "investor_id" TEXT NOT NULL,
    "option_id" TEXT NOT NULL,
    "status" "InvestmentStatus" NOT NULL DEFAULT 'DEPOSITING',
    "principal" DECIMAL(20,2) NOT NULL,
    "annual_rate" DECIMAL(9,6) NOT NULL,
    "term_months" INTEGER NOT NULL,
    "external_account_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "started_on" DATE,
    "matures_on" DATE,
    "paid_out_on" DATE,
    "payout_order_id" TEXT,
    "payout_tries" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "created_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "investments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "interest_accruals" (
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,
    "business_date" DATE NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "reversed_transaction_id" BIGINT,

    CONSTRAINT "interest_accruals_pkey" PRIMARY KEY ("subject_type","subject_id","period")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "borrowers_user_id_key" ON "borrowers"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "investors_user_id_key" ON "investors"("user_id");

-- CreateIndex
CREATE INDEX "audit_events_subject_type_subject_id_idx" ON "audit_events"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "notifications_user_id_created_at_idx" ON "notifications"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "job_runs_business_date_idx" ON "job_runs"("business_date");

-- CreateIndex
CREATE UNIQUE INDEX "job_runs_job_business_date_key" ON "job_runs"("job", "business_date");

-- CreateIndex
CREATE UNIQUE INDEX "external_accounts_provider_id_key" ON "external_accounts"("provider_id");

-- CreateIndex
CREATE INDEX "external_accounts_user_id_idx" ON "external_accounts"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_orders_number_key" ON "payment_orders"("number");

-- CreateIndex
CREATE UNIQUE INDEX "payment_orders_reference_key" ON "payment_orders"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "payment_orders_provider_id_key" ON "payment_orders"("provider_id");

-- CreateIndex
CREATE INDEX "payment_orders_status_idx" ON "payment_orders"("status");

-- CreateIndex
CREATE INDEX "payment_orders_subject_type_subject_id_idx" ON "payment_orders"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "payment_orders_user_id_idx" ON "payment_orders"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_transitions_payment_order_id_to_status_key" ON "payment_transitions"("payment_order_id", "to_status");

-- CreateIndex
CREATE INDEX "webhook_messages_received_at_idx" ON "webhook_messages"("received_at");

-- CreateIndex
CREATE INDEX "webhook_messages_object_id_idx" ON "webhook_messages"("object_id");

-- CreateIndex
CREATE INDEX "signed_documents_subject_type_subject_id_idx" ON "signed_documents"("subject_type", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "loan_applications_number_key" ON "loan_applications"("number");

-- CreateIndex
CREATE INDEX "loan_applications_borrower_id_idx" ON "loan_applications"("borrower_id");

-- CreateIndex
CREATE INDEX "loan_applications_status_idx" ON "loan_applications"("status");

-- CreateIndex
CREATE INDEX "application_events_application_id_idx" ON "application_events"("application_id");

-- CreateIndex
CREATE INDEX "offers_application_id_idx" ON "offers"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "loans_number_key" ON "loans"("number");

-- CreateIndex
CREATE UNIQUE INDEX "loans_application_id_key" ON "loans"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "loans_offer_id_key" ON "loans"("offer_id");

-- CreateIndex
CREATE INDEX "loans_borrower_id_idx" ON "loans"("borrower_id");

-- CreateIndex
CREATE INDEX "loans_status_idx" ON "loans"("status");

-- CreateIndex
CREATE INDEX "installments_due_on_idx" ON "installments"("due_on");

-- CreateIndex
CREATE UNIQUE INDEX "repayments_payment_order_id_key" ON "repayments"("payment_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "repayments_idempotency_key_key" ON "repayments"("idempotency_key");

-- CreateIndex
CREATE INDEX "repayments_loan_id_idx" ON "repayments"("loan_id");

-- CreateIndex
CREATE UNIQUE INDEX "investments_number_key" ON "investments"("number");

-- CreateIndex
CREATE UNIQUE INDEX "investments_idempotency_key_key" ON "investments"("idempotency_key");

-- CreateIndex
CREATE INDEX "investments_investor_id_idx" ON "investments"("investor_id");

-- CreateIndex
CREATE INDEX "investments_status_idx" ON "investments"("status");

-- CreateIndex
CREATE INDEX "interest_accruals_business_date_idx" ON "interest_accruals"("business_date");

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "borrowers" ADD CONSTRAINT "borrowers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "investors" ADD CONSTRAINT "investors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_external_account_id_fkey" FOREIGN KEY ("external_account_id") REFERENCES "external_accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_transitions" ADD CONSTRAINT "payment_transitions_payment_order_id_fkey" FOREIGN KEY ("payment_order_id") REFERENCES "payment_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loan_applications" ADD CONSTRAINT "loan_applications_borrower_id_fkey" FOREIGN KEY ("borrower_id") REFERENCES "borrowers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_events" ADD CONSTRAINT "application_events_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "loan_applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "loan_applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "loan_products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loans" ADD CONSTRAINT "loans_borrower_id_fkey" FOREIGN KEY ("borrower_id") REFERENCES "borrowers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loans" ADD CONSTRAINT "loans_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "loan_applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loans" ADD CONSTRAINT "loans_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "installments" ADD CONSTRAINT "installments_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repayments" ADD CONSTRAINT "repayments_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "investments" ADD CONSTRAINT "investments_investor_id_fkey" FOREIGN KEY ("investor_id") REFERENCES "investors"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "investments" ADD CONSTRAINT "investments_option_id_fkey" FOREIGN KEY ("option_id") REFERENCES "investment_options"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

-- Records that must stay as they were written.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are never changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER application_events_append_only BEFORE UPDATE OR DELETE ON application_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER application_events_no_truncate BEFORE TRUNCATE ON application_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER signed_documents_append_only BEFORE UPDATE OR DELETE ON signed_documents
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER signed_documents_no_truncate BEFORE TRUNCATE ON signed_documents
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE business_clock ADD CONSTRAINT business_clock_is_one_row CHECK (id = 1);
ALTER TABLE users ADD CONSTRAINT users_email_is_lower_case CHECK (email = lower(email));
ALTER TABLE payment_orders ADD CONSTRAINT payment_orders_amount_is_positive CHECK (amount > 0);
ALTER TABLE investments ADD CONSTRAINT investments_principal_is_positive CHECK (principal > 0);
ALTER TABLE loans ADD CONSTRAINT loans_principal_is_positive CHECK (principal > 0);
ALTER TABLE repayments ADD CONSTRAINT repayments_parts_make_the_amount
  CHECK (amount > 0 AND interest >= 0 AND principal >= 0 AND amount = interest + principal);
ALTER TABLE installments ADD CONSTRAINT installments_parts_make_the_payment CHECK (payment = principal + interest);
ALTER TABLE interest_accruals ADD CONSTRAINT interest_accruals_subject CHECK (subject_type IN ('loan', 'investment'));
ALTER TABLE borrowers ADD CONSTRAINT borrowers_business_is_registered
  CHECK (kind <> 'BUSINESS' OR registration_number IS NOT NULL);
