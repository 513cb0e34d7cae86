import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ReturnRateAlertView } from "@/lib/payments/watch-return-rates";
import { acknowledgeBreachAction } from "./actions";
import { CATEGORY_WORDS } from "./words";

/** Warnings and breaches, the open ones first. */
export function AlertsCard({
  alerts,
  names,
}: {
  alerts: ReturnRateAlertView[];
  names: ReadonlyMap<string, string>;
}) {
  return (
    <Card>
      <CardHeader
        title="Alerts"
        description="A warning starts at 60% of a limit. While a breach is not acknowledged, no debit is presented again and nobody can turn autopay on."
      />
      <CardBody>
        <DataTable
          caption="Alerts about return rates"
          rows={alerts}
          rowKey={({ id }) => id}
          columns={columnsOf(names)}
          empty={<p className="text-muted">No rate has come near its limit.</p>}
        />
      </CardBody>
    </Card>
  );
}

const columnsOf = (names: ReadonlyMap<string, string>): Column<ReturnRateAlertView>[] => [
  { header: "Returns", rowHeader: true, cell: ({ category }) => CATEGORY_WORDS[category] },
  {
    header: "Level",
    cell: ({ level }) =>
      level === "BREACH" ? (
        <StatusBadge tone="failed">Above limit</StatusBadge>
      ) : (
        <StatusBadge tone="pending">Near limit</StatusBadge>
      ),
  },
  { header: "Returned of debits", numeric: true, cell: ({ returned, debits }) => `${returned} of ${debits}` },
  { header: "Opened", cell: ({ openedOn }) => <DateText on={openedOn} short /> },
  { header: "Ended", cell: ({ endedOn }) => (endedOn ? <DateText on={endedOn} short /> : "Open") },
  { header: "Acknowledged", cell: (alert) => <Acknowledgement alert={alert} names={names} /> },
];

function Acknowledgement({
  alert,
  names,
}: {
  alert: ReturnRateAlertView;
  names: ReadonlyMap<string, string>;
}) {
  const { id, level, endedOn, acknowledgedOn, acknowledgedById, note } = alert;
  if (acknowledgedOn)
    return (
      <div className="wrap-anywhere">
        {note}
        <span className="block text-sm text-muted">
          {names.get(acknowledgedById ?? "") ?? acknowledgedById}, <DateText on={acknowledgedOn} short />
        </span>
      </div>
    );
  if (level !== "BREACH" || endedOn) return "Not needed";
  return (
    <ActionForm action={acknowledgeBreachAction} aria-label={`Acknowledge ${CATEGORY_WORDS[alert.category]}`}>
      <input type="hidden" name="alertId" value={id} />
      <Field name="note" label="What was done about it">
        <Input maxLength={500} />
      </Field>
      <div>
        <SubmitButton size="sm" variant="secondary" pendingLabel="Saving…">
          Acknowledge
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
