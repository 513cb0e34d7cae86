-- The day of the month that a loan's installments are due on. Loans that are running keep the dates they were signed with:
-- theirs are counted from the first due date, which February may have clamped.

ALTER TABLE "loans" ADD COLUMN "due_day" INTEGER;

UPDATE loans SET due_day = extract(day FROM first_due_on) WHERE first_due_on IS NOT NULL;

ALTER TABLE loans ADD CONSTRAINT loans_due_day_is_of_a_month CHECK (due_day BETWEEN 1 AND 31);
