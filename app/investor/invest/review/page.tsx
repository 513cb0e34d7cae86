import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ESignGate } from "@/app/_portal/e-sign-gate";
import { PageHeader } from "@/components/ui/page-header";
import { findOpened } from "@/lib/investing/queries";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { requireActor } from "@/lib/session";
import { hrefWith, type SearchParams } from "../../_parts/search-params";
import { InvestStepper } from "../invest-stepper";
import { readChoice } from "../read-choice";
import { STEPS } from "../steps";
import { termsOf, WithTerms } from "../with-terms";
import { AccountGone, Review } from "./review";

export const metadata: Metadata = { title: "Review and sign" };

export default async function ReviewPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor("INVESTOR");
  const choice = await readChoice(searchParams);
  const { option, amount, account, rail, key } = choice;
  if (!option || !amount || !account || !rail || !key) redirect(hrefWith(STEPS.account, choice));
  const opened = await findOpened(actor.investorId, key);
  // Opened again after the deposit was made, by a reload or the way back: there is nothing left to sign.
  if (opened) redirect(`/investor/investments/${opened.investmentId}`);
  const [terms, bankAccount] = await Promise.all([termsOf(choice), usableAccount(actor.userId, account)]);
  return (
    <>
      <PageHeader title="Invest" description="Read the agreement and sign it. We then start the deposit." />
      <InvestStepper
        current={3}
        choice={{ option, amount, account, rail }}
        isTermDone={typeof terms !== "string"}
        isAccountDone={bankAccount !== null}
      />
      <WithTerms choice={choice} terms={terms}>
        {(terms) =>
          bankAccount ? (
            <ESignGate userId={actor.userId}>
              <Review
                userId={actor.userId}
                terms={terms}
                account={bankAccount}
                rail={rail}
                idempotencyKey={key}
              />
            </ESignGate>
          ) : (
            <AccountGone terms={terms} />
          )
        }
      </WithTerms>
    </>
  );
}

async function usableAccount(userId: string, id: string) {
  const chosen = (await listExternalAccounts(userId)).find((account) => account.id === id);
  return chosen?.status === "ACTIVE" ? chosen : null;
}
