import Link from "@/components/ui/link";
import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatDate } from "@/components/ui/format-date";
import type { LoanView } from "@/lib/lending/loan-queries";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";
import { AccountChoice } from "../../_parts/account-choice";
import { setAutopayAction } from "./actions";

/** Which account repayments come from, and whether they come by themselves. */
export function RepaymentSettings({ loan, accounts }: { loan: LoanView; accounts: ExternalAccountView[] }) {
  const next = loan.owed?.nextDue;
  return (
    <Card aria-labelledby="settings">
      <CardHeader
        id="settings"
        title="Autopay and account"
        description={
          loan.isAutopay && next
            ? `Autopay is on. The next payment is collected on ${formatDate(next.dueOn)}.`
            : "Autopay is off. You make each payment yourself."
        }
      />
      <CardBody>
        <ActionForm
          action={setAutopayAction}
          aria-labelledby="settings"
          success="Saved. What is on its way already goes on."
        >
          <input type="hidden" name="loanId" value={loan.id} />
          <AccountChoice accounts={accounts} label="Collect repayments from" chosen={loan.account?.id} />
          <p className="text-sm">
            <Link href="/borrower/accounts" className="link">
              Add another bank account
            </Link>
          </p>
          <Checkbox
            name="isAutopay"
            label="Pay by autopay on each due date"
            hint="What you have paid already is not collected again."
            defaultChecked={loan.isAutopay}
          />
          <div>
            <SubmitButton variant="secondary" pendingLabel="Saving…">
              Save
            </SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
