-- Delinquency as facts: how late each loan is (loan_delinquencies, one row per loan, with the next day on which that changes by
-- itself), and what changed on which day (loan_days). What is true follows from the schedule and the ledger, as ever
-- (lib/lending/terms/standing.ts); these rows are its history, and a check compares them.

CREATE TABLE "loan_delinquencies" (
    "loan_id" TEXT NOT NULL,
    "late_since" DATE,
    "bucket" TEXT NOT NULL DEFAULT 'current',
    "past_due_principal" DECIMAL(20,2) NOT NULL DEFAULT 0,
    "past_due_interest" DECIMAL(20,2) NOT NULL DEFAULT 0,
    "past_due_fees" DECIMAL(20,2) NOT NULL DEFAULT 0,
    "is_accruing" BOOLEAN NOT NULL DEFAULT true,
    "next_on" DATE NOT NULL DEFAULT '0001-01-01',

    CONSTRAINT "loan_delinquencies_pkey" PRIMARY KEY ("loan_id")
);
CREATE INDEX "loan_delinquencies_next_on_idx" ON "loan_delinquencies"("next_on");
CREATE INDEX "loan_delinquencies_late_since_idx" ON "loan_delinquencies"("late_since");
ALTER TABLE "loan_delinquencies" ADD CONSTRAINT "loan_delinquencies_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "loan_days" (
    "id" BIGSERIAL NOT NULL,
    "loan_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "days_past_due" INTEGER NOT NULL,
    "late_since" DATE,
    "bucket" TEXT NOT NULL,
    "bucket_before" TEXT NOT NULL,
    "past_due_principal" DECIMAL(20,2) NOT NULL,
    "past_due_interest" DECIMAL(20,2) NOT NULL,
    "past_due_fees" DECIMAL(20,2) NOT NULL,
    "is_accruing" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "event" TEXT,
    "policy" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "loan_days_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "loan_days_loan_id_id_idx" ON "loan_days"("loan_id", "id");
CREATE INDEX "loan_days_day_idx" ON "loan_days"("day");
ALTER TABLE "loan_days" ADD CONSTRAINT "loan_days_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say ---------------------------------------------------------------------------------

ALTER TABLE loan_days ADD CONSTRAINT loan_days_reason CHECK (reason IN ('payment', 'return', 'day', 'month-end', 'fee', 'plan'));
ALTER TABLE loan_days ADD CONSTRAINT loan_days_event CHECK (event IN ('loan.late', 'loan.bucket', 'loan.cured'));
ALTER TABLE loan_days ADD CONSTRAINT loan_days_since CHECK ((late_since IS NULL) = (days_past_due = 0));
-- A month end is noted once per loan, however often its day is run.
CREATE UNIQUE INDEX loan_days_month_end ON loan_days (loan_id, day) WHERE reason = 'month-end';

CREATE TRIGGER loan_days_append_only BEFORE UPDATE OR DELETE ON loan_days FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER loan_days_no_truncate BEFORE TRUNCATE ON loan_days FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON loan_days FROM modern_lending_app;
REVOKE DELETE, TRUNCATE ON loan_delinquencies FROM modern_lending_app;

-- With the loan itself, and looked at again by the next daily run whenever its status or its schedule changes.
CREATE FUNCTION open_loan_delinquency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO loan_delinquencies (loan_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER loans_open_delinquency AFTER INSERT ON loans FOR EACH ROW EXECUTE FUNCTION open_loan_delinquency();

CREATE FUNCTION look_at_loan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE loan_delinquencies SET next_on = '0001-01-01' WHERE loan_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER loans_look_at_delinquency AFTER UPDATE OF status, schedule_version ON loans FOR EACH ROW EXECUTE FUNCTION look_at_loan();

INSERT INTO loan_delinquencies (loan_id) SELECT id FROM loans;
