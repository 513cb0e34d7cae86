import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { coverageText, type Gate } from "@/lib/investing/gate/gate";
import type { GateChange } from "@/lib/investing/gate/queries";
import { closePoolAction, reopenPoolAction, switchGateRuleAction } from "./actions";

/** Whether deposits, early withdrawals and reinvestments go on, who changed it, and how to. */
export function GateCard({ gate, changes }: { gate: Gate; changes: GateChange[] }) {
  const isOpen = gate.state === "OPEN";
  return (
    <Card aria-labelledby="gate">
      <CardHeader
        id="gate"
        title="Gate"
        description="While it is closed the pool takes no deposits, pays no early withdrawals and reinvests nothing. Interest and payouts of matured investments go on."
      />
      <CardBody className="grid grid-cols-1 gap-6">
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
          <StatusBadge tone={isOpen ? "posted" : "failed"}>{isOpen ? "Open" : "Closed"}</StatusBadge>
          <span>
            {gate.isRuleOn
              ? "It closes on the night on which coverage falls below 100%."
              : "The rule that closes it below 100% is off."}
          </span>
        </p>
        <Disclosure summary={isOpen ? "Close the pool" : "Open the pool"}>
          <ActionForm
            action={isOpen ? closePoolAction : reopenPoolAction}
            aria-label={isOpen ? "Close the pool" : "Open the pool"}
            className="max-w-md"
          >
            <Reason />
            <div>
              <SubmitButton pendingLabel="Saving…">
                {isOpen ? "Close the pool" : "Open the pool"}
              </SubmitButton>
            </div>
          </ActionForm>
        </Disclosure>
        <Disclosure summary={gate.isRuleOn ? "Switch the rule off" : "Switch the rule on"}>
          <ActionForm action={switchGateRuleAction} aria-label="Rule" className="max-w-md">
            <input type="hidden" name="isOn" value={gate.isRuleOn ? "no" : "yes"} />
            <Reason />
            <div>
              <SubmitButton variant="secondary" pendingLabel="Saving…">
                {gate.isRuleOn ? "Switch the rule off" : "Switch the rule on"}
              </SubmitButton>
            </div>
          </ActionForm>
        </Disclosure>
      </CardBody>
      <History changes={changes} />
    </Card>
  );
}

function Reason() {
  return (
    <Field name="reason" label="Reason" hint="It is kept with the change. Investors do not see it.">
      <Input autoComplete="off" />
    </Field>
  );
}

function History({ changes }: { changes: GateChange[] }) {
  return (
    <DataTable
      caption="Changes of the gate, newest first"
      rows={changes}
      rowKey={({ n }) => n}
      columns={[
        { header: "Date", rowHeader: true, cell: ({ on }) => <DateText on={on} short /> },
        { header: "Gate", cell: ({ state }) => (state === "OPEN" ? "Open" : "Closed") },
        { header: "Rule", cell: ({ isRuleOn }) => (isRuleOn ? "On" : "Off") },
        {
          header: "Coverage",
          numeric: true,
          cell: ({ coverage }) => (coverage === null ? "—" : coverageText(coverage)),
        },
        { header: "Reason", cell: ({ reason }) => reason },
        { header: "By", cell: ({ by }) => by ?? "The rule" },
      ]}
      empty={<EmptyState title="Never changed">The pool has been open since the beginning.</EmptyState>}
    />
  );
}
