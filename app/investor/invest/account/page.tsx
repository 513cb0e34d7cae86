import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SandboxAccountHint } from "@/app/_portal/sandbox-account-hint";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { requireActor } from "@/lib/session";
import { hrefWith, type SearchParams } from "../../_parts/search-params";
import { termsOf, WithTerms } from "../with-terms";
import { InvestStepper } from "../invest-stepper";
import { readChoice } from "../read-choice";
import { STEPS } from "../steps";
import { AccountStep } from "./account-step";

export const metadata: Metadata = { title: "Bank account for the deposit" };

export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor("INVESTOR");
  const choice = await readChoice(searchParams);
  if (!choice.option || !choice.amount) redirect(hrefWith(STEPS.term, choice));
  const [accounts, terms] = await Promise.all([listExternalAccounts(actor.userId), termsOf(choice)]);
  return (
    <>
      <PageHeader title="Invest" description="The account we collect the deposit from and pay out to." />
      <InvestStepper current={2} choice={choice} isTermDone={typeof terms !== "string"} />
      <WithTerms choice={choice} terms={terms}>
        {(terms) => (
          <div className="grid grid-cols-1 gap-6">
            <p>
              You invest <Money amount={terms.deposit} sign className="font-semibold" /> for{" "}
              {terms.termMonths} months.
            </p>
            <AccountStep
              accounts={accounts}
              choice={choice}
              holderName={actor.name}
              hint={<SandboxAccountHint />}
            />
          </div>
        )}
      </WithTerms>
    </>
  );
}
