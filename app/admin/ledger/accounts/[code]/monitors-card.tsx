import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DataTable, type Column } from "@/components/ui/data-table";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import { MoneyInput } from "@/components/ui/money-input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Monitor } from "@/lib/ledger/monitors";
import { words } from "@/app/_parts/words";
import { addMonitorAction, removeMonitorAction } from "./actions";

const COMPARISONS: Record<Monitor["op"], string> = {
  lt: "below",
  lte: "at or below",
  gt: "above",
  gte: "at or above",
  eq: "equal to",
};

/** Thresholds of the account: crossing one notifies every administrator. */
export function MonitorsCard({
  account,
  currency,
  monitors,
}: {
  account: string;
  currency: string;
  monitors: Monitor[];
}) {
  return (
    <Card>
      <CardHeader
        title="Monitors"
        description="Every administrator is notified when a posting moves the balance across a threshold."
      />
      {monitors.length > 0 && (
        <DataTable
          caption={`Monitors of this account, amounts in ${currency}`}
          rows={monitors}
          rowKey={({ id }) => id}
          columns={COLUMNS}
        />
      )}
      <CardBody className={monitors.length > 0 ? "border-t pt-4 sm:pt-6" : undefined}>
        {/* The key clears the fields after a monitor is added. */}
        <ActionForm key={monitors.at(-1)?.id ?? "first"} action={addMonitorAction} aria-label="Add monitor">
          <input type="hidden" name="account" value={account} />
          <Field name="name" label="Monitor name">
            <Input placeholder="Cash is low" maxLength={80} />
          </Field>
          <div className="grid grid-cols-1 gap-5 sm:grid-cols-3">
            <Field name="balance" label="Balance">
              <Select defaultValue="available">
                <option value="available">Available</option>
                <option value="posted">Posted</option>
                <option value="pending">Pending</option>
              </Select>
            </Field>
            <Field name="op" label="Condition">
              <Select defaultValue="lt">
                {Object.entries(COMPARISONS).map(([op, text]) => (
                  <option key={op} value={op}>
                    {text}
                  </option>
                ))}
              </Select>
            </Field>
            <Field name="amount" label="Threshold">
              <MoneyInput sign={currency === "USD" ? "$" : currency} />
            </Field>
          </div>
          <SubmitButton variant="secondary" pendingLabel="Adding…" className="justify-self-start">
            Add monitor
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

const COLUMNS: Column<Monitor>[] = [
  { header: "Monitor", rowHeader: true, cell: ({ name }) => name },
  { header: "When", cell: ({ balance, op }) => `${words(balance)} is ${COMPARISONS[op]}` },
  { header: "Threshold", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
  { header: "Action", bare: true, cell: (monitor) => <RemoveMonitor monitor={monitor} /> },
];

function RemoveMonitor({ monitor }: { monitor: Monitor }) {
  return (
    <ActionForm action={removeMonitorAction} aria-label={`Remove ${monitor.name}`}>
      <input type="hidden" name="account" value={monitor.account} />
      <input type="hidden" name="monitorId" value={monitor.id} />
      <span>
        <ConfirmDialog
          trigger="Remove"
          title={`Remove “${monitor.name}”?`}
          confirmLabel="Remove monitor"
          pendingLabel="Removing…"
          variant="danger"
          size="sm"
        >
          Administrators will no longer be notified when the balance crosses this threshold. Past
          notifications remain.
        </ConfirmDialog>
      </span>
    </ActionForm>
  );
}
