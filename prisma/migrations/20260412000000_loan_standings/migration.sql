-- How each loan stands, kept so that a page about the whole book reads sums instead of every loan. A row is computed by
-- lib/lending/reading/loan-standings.ts; whatever changes a loan marks its row here, in the same transaction, so that none is
-- believed for longer than it is true.
CREATE TABLE "loan_standings" (
    "loan_id" TEXT NOT NULL,
    "changes" BIGINT NOT NULL DEFAULT 0,
    "as_of" DATE,
    "good_through" DATE,
    "is_active" BOOLEAN NOT NULL DEFAULT false,
    "late_since" DATE,
    "outstanding" DECIMAL(20,2) NOT NULL DEFAULT 0,
    "due" DECIMAL(20,2) NOT NULL DEFAULT 0,
    "past_due" DECIMAL(20,2) NOT NULL DEFAULT 0,
    "next_due_on" DATE,
    "next_due" DECIMAL(20,2),

    CONSTRAINT "loan_standings_pkey" PRIMARY KEY ("loan_id")
);
CREATE INDEX "loan_standings_as_of_idx" ON "loan_standings"("as_of");
CREATE INDEX "loan_standings_good_through_idx" ON "loan_standings"("good_through");
ALTER TABLE "loan_standings" ADD CONSTRAINT "loan_standings_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO loan_standings (loan_id) SELECT id FROM loans;
REVOKE DELETE, TRUNCATE ON loan_standings FROM modern_lending_app;

-- With the loan itself: a row that came later could miss a change that was not committed yet.
CREATE FUNCTION open_loan_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO loan_standings (loan_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER loans_open_standing AFTER INSERT ON loans FOR EACH ROW EXECUTE FUNCTION open_loan_standing();

-- `changes` counts on even while the row is marked: who computes it meanwhile must notice.
CREATE FUNCTION mark_loan_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE loan_standings SET changes = changes + 1, as_of = NULL
   WHERE loan_id = CASE WHEN TG_TABLE_NAME = 'loans' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'loan_id' END;
  RETURN NULL;
END $$;
CREATE TRIGGER loans_mark_standing AFTER UPDATE OF status, schedule_version, disbursed_on ON loans
  FOR EACH ROW EXECUTE FUNCTION mark_loan_standing();
CREATE TRIGGER repayments_mark_standing AFTER INSERT OR UPDATE ON repayments
  FOR EACH ROW EXECUTE FUNCTION mark_loan_standing();
CREATE TRIGGER charge_offs_mark_standing AFTER INSERT ON charge_offs
  FOR EACH ROW EXECUTE FUNCTION mark_loan_standing();
CREATE TRIGGER interest_corrections_mark_standing AFTER INSERT OR UPDATE ON interest_corrections
  FOR EACH ROW EXECUTE FUNCTION mark_loan_standing();
