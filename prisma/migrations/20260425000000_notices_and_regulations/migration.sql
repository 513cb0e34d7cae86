-- An application that was begun and not finished: the business date of its last change, and by when the notice of incompleteness asks
-- for the rest.
ALTER TABLE "loan_applications" ADD COLUMN "saved_on" DATE, ADD COLUMN "complete_by" DATE;
UPDATE loan_applications SET saved_on = consented_at::date WHERE status = 'DRAFT' AND consented_at IS NOT NULL;

-- The PDF whose code the person typed to show that they can read documents here; none for consents of before it was asked for.
ALTER TABLE "e_sign_consents" ADD COLUMN "access_document_id" TEXT;

-- What the check of every rule that we promise found, each time it ran. Owner: lib/regulations.
CREATE TABLE "regulation_runs" (
    "n" BIGSERIAL NOT NULL,
    "business_date" DATE NOT NULL,
    "asked_by" TEXT NOT NULL,
    "failed" INTEGER NOT NULL,
    "results" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "regulation_runs_pkey" PRIMARY KEY ("n")
);
ALTER TABLE regulation_runs ADD CONSTRAINT regulation_runs_failed CHECK (failed >= 0);
REVOKE UPDATE, DELETE, TRUNCATE ON regulation_runs FROM modern_lending_app;
CREATE TRIGGER regulation_runs_append_only BEFORE UPDATE OR DELETE ON regulation_runs
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER regulation_runs_no_truncate BEFORE TRUNCATE ON regulation_runs
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
