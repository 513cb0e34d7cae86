import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import type { LoanAdmin } from "@/lib/lending/reading/admin-loans";
import type { ChargeOffOutlook } from "@/lib/lending/charge-off/charge-off-queries";
import { d } from "@/lib/money/money";
import { count } from "@/app/_parts/words";
import { chargeOffAction } from "./actions";

type Possible = Extract<ChargeOffOutlook, { isPossible: true }>;

export function ChargeOffForm({
  loan,
  outlook: { parts, loss, daysPastDue },
}: {
  loan: LoanAdmin;
  outlook: Possible;
}) {
  const { fees, interest, principal } = parts;
  const name = `loan ${loan.number}`;
  return (
    <ActionForm action={chargeOffAction} aria-label={`Charge off ${name}`}>
      <input type="hidden" name="loanId" value={loan.id} />
      <input type="hidden" name="shownPrincipal" value={principal} />
      <input type="hidden" name="shownInterest" value={interest} />
      <input type="hidden" name="shownFees" value={fees} />
      <KeyValueList
        items={[
          { label: "Oldest unpaid installment", value: `${count(daysPastDue, "day")} past due` },
          { label: "Principal charged off", value: <Money amount={principal} sign /> },
          { label: "Unpaid interest", value: <Money amount={interest} sign /> },
          ...(d(fees).gt(0) ? [{ label: "Unpaid fees", value: <Money amount={fees} sign /> }] : []),
          { label: "Loss", value: <Money amount={loss} sign />, emphasis: true },
        ]}
      />
      <Field name="reason" label="Reason" hint="Recorded in the audit log with your name.">
        <Textarea rows={3} maxLength={500} />
      </Field>
      <span className="justify-self-start">
        <ConfirmDialog
          trigger="Propose charge-off"
          title={`Propose to charge off ${name}?`}
          confirmLabel={`Propose to charge off ${name}`}
          pendingLabel="Proposing…"
          variant="danger"
        >
          <Money amount={principal} sign /> of principal will be charged off, for a loss of{" "}
          <Money amount={loss} sign />.{" "}
          {d(interest).gt(0) && (
            <>
              <Money amount={interest} sign /> of unpaid interest will be taken out of revenue.{" "}
            </>
          )}
          {d(fees).gt(0) && (
            <>
              <Money amount={fees} sign /> of unpaid fees will be taken out of revenue.{" "}
            </>
          )}
          Another person has to approve it. Then {loan.borrowerName} will owe nothing in the ledger and will
          be notified. The debt is still owed. You can&apos;t undo this.
        </ConfirmDialog>
      </span>
    </ActionForm>
  );
}
