import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AutopayOffer } from "@/lib/lending/autopay/autopay-text";
import type { LoanView } from "@/lib/lending/reading/loan-queries";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";
import { defaultRail, railChoices } from "@/lib/payments/rails";
import { AccountChoice } from "../../../_parts/account-choice";
import { AutopayFields } from "../../../_parts/autopay-fields";
import { requestMoneyAction } from "./actions";

/** Account, rail and, if the borrower likes, autopay. */
export function DisbursementForm({
  loan,
  accounts,
  offer,
}: {
  loan: LoanView;
  accounts: ExternalAccountView[];
  offer: AutopayOffer;
}) {
  return (
    <Card aria-labelledby="choose">
      <CardHeader id="choose" title="Choose account and payment method" />
      <CardBody>
        {/* The key shows an account added below as soon as it is there. */}
        <ActionForm action={requestMoneyAction} aria-labelledby="choose" key={accounts.length}>
          <input type="hidden" name="loanId" value={loan.id} />
          <AutopayFields
            offer={offer}
            chosen={loan.account?.id}
            wasOn={loan.isAutopay}
            label="Pay by autopay from the same account on each due date"
            hint="Autopay is free and not a condition of the loan. Your rate is the same without it. You can turn it on or off at any time."
          >
            <AccountChoice accounts={accounts} label="Send the money to" chosen={loan.account?.id} />
            <RadioCards
              name="rail"
              label="Payment method"
              defaultValue={loan.rail ?? defaultRail("DISBURSEMENT")}
              options={railChoices("DISBURSEMENT")}
              columns={3}
            />
          </AutopayFields>
          <div>
            <SubmitButton pendingLabel="Requesting…">Request disbursement</SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
