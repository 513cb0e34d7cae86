import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateText } from "@/components/ui/date-text";
import { addDays, monthName, type IsoDate } from "@/lib/calendar/dates";
import { closeMonthAction } from "./actions";

/** The month whose turn it is: the button when it is over, else when it will be. */
export function CloseCard({ through, today }: { through: IsoDate; today: IsoDate }) {
  const name = monthName(through);
  const firstOpen = addDays(through, 1);
  return (
    <Card>
      <CardHeader title={`Next: ${name}`} />
      <CardBody className="grid gap-4">
        <p className="max-w-prose">
          Closing a month is for good. Our own postings with a date in it are refused from then on. What the
          bank tells later about it is recorded on the first open day and says where it belongs, so reports of
          the month never change again.
        </p>
        {through < today ? (
          <ActionForm key={through} action={closeMonthAction} aria-label={`Close ${name}`}>
            <input type="hidden" name="through" value={through} />
            <span className="justify-self-start">
              <ConfirmDialog
                trigger={`Close ${name}`}
                title={`Close ${name}?`}
                confirmLabel={`Close ${name}`}
                pendingLabel="Closing…"
                variant="danger"
              >
                The books are closed through <DateText on={through} />, and no month is ever opened again. The
                first open day is then <DateText on={firstOpen} />.
              </ConfirmDialog>
            </span>
          </ActionForm>
        ) : (
          <p className="text-muted">
            {name} is not over: it can be closed from <DateText on={firstOpen} /> on.
          </p>
        )}
      </CardBody>
    </Card>
  );
}
