import Link from "@/components/ui/link";
import { ActionForm } from "@/components/action-form";
import { DateText } from "@/components/ui/date-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatDate } from "@/components/ui/format-date";
import type { AutopayOffer } from "@/lib/lending/autopay/autopay-text";
import type { LoanView } from "@/lib/lending/reading/loan-queries";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";
import { pendingWords } from "../../_parts/pending-words";
import { AccountChoice } from "../../_parts/account-choice";
import { AutopayFields } from "../../_parts/autopay-fields";
import { setAutopayAction } from "./actions";

/** The account that payments are collected from, and autopay. */
export function RepaymentSettings({
  loan,
  accounts,
  offer,
}: {
  loan: LoanView;
  accounts: ExternalAccountView[];
  offer: AutopayOffer;
}) {
  return (
    <Card aria-labelledby="settings">
      <CardHeader
        id="settings"
        title="Autopay and account"
        description={
          loan.isAutopay
            ? `Autopay is on. ${loan.nextAutopayOn ? `The next payment is collected on ${formatDate(loan.nextAutopayOn)}.` : "No payment is scheduled to be collected."} ${pendingWords(loan.owed?.onItsWay ?? "0.00", "This assumes")}`.trim()
            : "Autopay is off. You make each payment yourself."
        }
      />
      <CardBody>
        {offer.current && (
          <p className="mb-5">
            You authorized autopay on <DateText on={offer.current.signedOn} />.{" "}
            <Link href={`/borrower/documents/${offer.current.documentId}`} className="link">
              Read or print the authorization
            </Link>
            . To revoke it, turn autopay off below and save.
          </p>
        )}
        <ActionForm
          action={setAutopayAction}
          aria-labelledby="settings"
          success="Saved. Payments already in progress are not affected."
        >
          <input type="hidden" name="loanId" value={loan.id} />
          <AutopayFields
            offer={offer}
            chosen={loan.account?.id}
            wasOn={loan.isAutopay}
            label="Pay by autopay on each due date"
            hint="We collect one installment on each due date. Autopay does not collect amounts you have already paid or amounts past due."
          >
            <AccountChoice accounts={accounts} label="Collect payments from" chosen={loan.account?.id} />
            <p className="text-sm">
              <Link href="/borrower/accounts" className="link">
                Add another bank account
              </Link>
            </p>
          </AutopayFields>
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
