import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SandboxAccountHint } from "@/app/_portal/sandbox-account-hint";
import { BankAccountForm } from "@/components/bank-account-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { requireActor } from "@/lib/session";
import { hrefWith, type SearchParams } from "../../_parts/search-params";
import { addAccountForInvestmentAction } from "../actions";
import { WithTerms } from "../with-terms";
import { InvestStepper } from "../invest-stepper";
import { readChoice } from "../read-choice";
import { STEPS } from "../steps";
import { AccountForm } from "./account-form";

export const metadata: Metadata = { title: "Bank account for the deposit" };

export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor("INVESTOR");
  const choice = await readChoice(searchParams);
  if (!choice.option || !choice.amount) redirect(hrefWith(STEPS.term, choice));
  const { option, amount } = choice;
  const accounts = await listExternalAccounts(actor.userId);
  const hidden = (
    <>
      <input type="hidden" name="optionId" value={option} />
      <input type="hidden" name="amount" value={amount} />
    </>
  );
  const addForm = (
    <BankAccountForm action={addAccountForInvestmentAction} holderName={actor.name}>
      {hidden}
      <SandboxAccountHint />
    </BankAccountForm>
  );
  return (
    <>
      <PageHeader title="Invest" description="Where the deposit comes from and the payout goes to." />
      <InvestStepper current={2} choice={choice} />
      <WithTerms choice={choice}>
        {(terms) => (
          <div className="grid grid-cols-1 gap-6">
            <p>
              You invest <Money amount={terms.deposit} sign className="font-semibold" /> for{" "}
              {terms.termMonths} months.
            </p>
            {accounts.length > 0 && (
              <Card aria-label="Bank account and way of paying in">
                <CardBody className="pt-4 sm:pt-6">
                  <AccountForm accounts={accounts} choice={choice}>
                    {hidden}
                  </AccountForm>
                </CardBody>
              </Card>
            )}
            <Card aria-labelledby="add-account">
              <CardHeader
                id="add-account"
                title={accounts.length > 0 ? "Another bank account" : "Add your bank account"}
                description="Deposits are collected from it and payouts go to it."
              />
              <CardBody>
                {accounts.length > 0 ? <Disclosure summary="Add one">{addForm}</Disclosure> : addForm}
              </CardBody>
            </Card>
          </div>
        )}
      </WithTerms>
    </>
  );
}
