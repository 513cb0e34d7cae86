import type { Metadata } from "next";
import { BankAccountForm } from "@/components/bank-account-form";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { getApplicant } from "@/lib/lending/application/draft-queries";
import { getLoan } from "@/lib/lending/reading/loan-queries";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { requireActor } from "@/lib/session";
import { addBankAccountAction } from "../../../../_portal/actions";
import { SandboxAccountHint } from "../../../../_portal/sandbox-account-hint";
import { found } from "@/app/_parts/found";
import { isSome, pendingWords } from "../../../_parts/pending-words";
import { quoteOrRefusal } from "./quote-or-refusal";
import { RepayCrumbs } from "./repay-crumbs";
import { RepayForm } from "./repay-form";

export const metadata: Metadata = { title: "Make a payment" };

export default async function RepayPage({ params }: PageProps<"/borrower/loans/[id]/repay">) {
  const { borrowerId, userId } = await requireActor("BORROWER");
  const { legalName } = await getApplicant(borrowerId);
  const loan = await found(getLoan(borrowerId, (await params).id));
  const question = { borrowerId, loanId: loan.id };
  const [scheduled, payoff, accounts] = await Promise.all([
    quoteOrRefusal({ ...question, kind: "SCHEDULED" }),
    quoteOrRefusal({ ...question, kind: "PAYOFF" }),
    listExternalAccounts(userId),
  ]);
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        breadcrumbs={<RepayCrumbs loan={loan} last="Make a payment" />}
        title="Make a payment"
        description="You can review how the payment is applied before we collect it. We collect by ACH, and payments usually post on the next banking day."
      />
      <div className="grid grid-cols-1 gap-8">
        {typeof scheduled === "string" || typeof payoff === "string" ? (
          <Alert
            tone="pending"
            title={
              isSome(loan.owed?.onItsWay ?? "0.00") ? "A payment is pending" : "No payment can be made now"
            }
            actions={<LinkButton href={`/borrower/loans/${loan.id}`}>Back to the loan</LinkButton>}
          >
            {[scheduled, payoff].find((answer) => typeof answer === "string")}{" "}
            {pendingWords(loan.owed?.onItsWay ?? "0.00", "This assumes")}
          </Alert>
        ) : (
          <>
            <RepayForm
              loan={loan}
              accounts={accounts}
              scheduled={scheduled}
              payoff={payoff}
              idempotencyKey={crypto.randomUUID()}
            />
            <Card aria-labelledby="add">
              <CardHeader id="add" title="Use another bank account" />
              <CardBody>
                <BankAccountForm action={addBankAccountAction} holderName={legalName}>
                  <SandboxAccountHint />
                </BankAccountForm>
              </CardBody>
            </Card>
          </>
        )}
      </div>
    </div>
  );
}
