import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import Link from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { addDays } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { PAYOFF_LETTER_DAYS } from "@/lib/lending/application/schemas";
import { payoffLetterAction } from "./actions";

/** Asks for the letter that says what pays the loan off on a date. */
export async function PayoffLetter({ loanId }: { loanId: string }) {
  const today = await businessDate();
  return (
    <Card aria-labelledby="payoff-letter">
      <CardHeader
        id="payoff-letter"
        title="Payoff letter"
        description="A letter that states what pays this loan off in full on a date, for you or for another lender."
      />
      <CardBody>
        <ActionForm
          action={payoffLetterAction}
          aria-labelledby="payoff-letter"
          success={
            <>
              The letter is ready under{" "}
              <Link href="/borrower/documents" className="link">
                Documents
              </Link>
              .
            </>
          }
        >
          <input type="hidden" name="loanId" value={loanId} />
          <Field label="Good through" name="goodThrough" hint={`Up to ${PAYOFF_LETTER_DAYS} days ahead.`}>
            <Input type="date" className="max-w-48" min={today} defaultValue={addDays(today, 10)} />
          </Field>
          <div>
            <SubmitButton variant="secondary" pendingLabel="Making the letter…">
              Get the letter
            </SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
