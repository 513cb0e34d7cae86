import { ActionForm } from "@/components/action-form";
import { BankAccountForm } from "@/components/bank-account-form";
import { accountName } from "@/components/bank-account-list";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { SandboxAccountHint } from "@/app/_portal/sandbox-account-hint";
import { addBankAccountAction } from "@/app/_portal/actions";
import type { InvestmentPage } from "@/lib/investing/queries";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { changePayoutAccountAction } from "./actions";

/** Where the money goes at maturity, and how to name another account; opened at once when a payout failed. */
export async function PayoutAccount({
  investment,
  actor,
}: {
  investment: InvestmentPage;
  actor: { userId: string; name: string };
}) {
  const { payoutAccount, canChangePayoutAccount, status, notice, isPayoutWaiting } = investment;
  if (["FAILED", "RETURNED", "ROLLED"].includes(status)) return null;
  const hasFailed = status === "MATURED" && notice !== null && !isPayoutWaiting;
  const needsAnother = hasFailed || payoutAccount.status !== "ACTIVE";
  const accounts = canChangePayoutAccount ? await listExternalAccounts(actor.userId) : [];
  const usable = accounts.filter(({ id, status }) => status === "ACTIVE" && id !== payoutAccount.id);
  return (
    <Card aria-labelledby="payout-account">
      <CardHeader
        id="payout-account"
        title="Payout account"
        description={
          status === "PAID_OUT"
            ? "We paid principal and interest to this account."
            : "At maturity we pay principal and interest to this account by ACH. Payouts usually arrive on the next banking day."
        }
      />
      <CardBody className="grid grid-cols-1 gap-4">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {accountName(payoutAccount)}
          {payoutAccount.status !== "ACTIVE" && <StatusBadge tone="failed">Cannot be used</StatusBadge>}
        </p>
        {canChangePayoutAccount && (
          <Disclosure summary="Use another account" open={needsAnother}>
            <div className="grid grid-cols-1 gap-6">
              {usable.length > 0 && (
                <ActionForm
                  action={changePayoutAccountAction}
                  aria-label="Payout account"
                  success="We will send the payout to this account."
                >
                  <input type="hidden" name="investmentId" value={investment.id} />
                  <Field name="externalAccountId" label="Payout account">
                    <Select>
                      {usable.map((account) => (
                        <option key={account.id} value={account.id}>
                          {accountName(account)}
                        </option>
                      ))}
                    </Select>
                  </Field>
                  <div>
                    <SubmitButton variant={hasFailed ? "primary" : "secondary"} pendingLabel="Changing…">
                      {hasFailed ? "Pay out to this account" : "Use this account"}
                    </SubmitButton>
                  </div>
                </ActionForm>
              )}
              <div className="grid grid-cols-1 gap-4 border-t pt-4">
                <h3 className="font-semibold">Add a bank account</h3>
                <BankAccountForm action={addBankAccountAction} holderName={actor.name}>
                  <SandboxAccountHint />
                </BankAccountForm>
              </div>
            </div>
          </Disclosure>
        )}
      </CardBody>
    </Card>
  );
}
