-- What active loans' schedules ask for by due date, kept so that the forecast of cash reads days instead of every installment.
-- Counted for each loan is the version of its schedule that its standing names; lib/lending/reading/loan-standings.ts changes both together.
CREATE TABLE "installment_days" (
    "due_on" DATE NOT NULL,
    "amount" DECIMAL(20,2) NOT NULL,

    CONSTRAINT "installment_days_pkey" PRIMARY KEY ("due_on")
);
REVOKE DELETE, TRUNCATE ON installment_days FROM modern_lending_app;

ALTER TABLE "loan_standings" ADD COLUMN "counted_version" INTEGER;
UPDATE loan_standings SET as_of = NULL;
