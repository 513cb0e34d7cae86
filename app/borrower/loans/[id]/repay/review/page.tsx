import type { Metadata } from "next";
import { z } from "zod";
import { ActionForm } from "@/components/action-form";
import { accountName } from "@/components/bank-account-list";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { Money } from "@/components/ui/money";
import { SubmitButton } from "@/components/ui/submit-button";
import { getLoan } from "@/lib/lending/reading/loan-queries";
import { choosePaymentInput } from "../repay-input";
import { listExternalAccounts } from "@/lib/payments/external-accounts";
import { requireActor } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { confirmPaymentAction } from "../actions";
import { quoteOrRefusal } from "../quote-or-refusal";
import { RepayCrumbs } from "../repay-crumbs";
import { Split } from "./split";

export const metadata: Metadata = { title: "Review payment" };

// The choice of the step before, as the address holds it.
const choiceInput = z
  .object({ kind: z.string(), amount: z.string().optional(), account: z.string(), key: z.string() })
  .transform(({ account, key, ...choice }) => ({
    ...choice,
    externalAccountId: account,
    idempotencyKey: key,
  }));

export default async function ReviewPaymentPage({
  params,
  searchParams,
}: PageProps<"/borrower/loans/[id]/repay/review">) {
  const { borrowerId, userId } = await requireActor("BORROWER");
  const loan = await found(getLoan(borrowerId, (await params).id));
  const { data: raw } = choiceInput.safeParse(await searchParams);
  const { data: choice } = choosePaymentInput.safeParse({ ...raw, loanId: loan.id });
  const account = (await listExternalAccounts(userId)).find(({ id }) => id === choice?.externalAccountId);
  const quote =
    choice && account
      ? await quoteOrRefusal({ borrowerId, loanId: loan.id, kind: choice.kind, amount: choice.amount })
      : "We could not read your choice.";
  const back = `/borrower/loans/${loan.id}/repay`;
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        breadcrumbs={<RepayCrumbs loan={loan} last="Review payment" />}
        title="Review payment"
        description="Nothing has been collected yet."
      />
      {typeof quote === "string" || !choice || !account ? (
        <Alert
          tone="failed"
          title="This payment cannot be made"
          actions={<LinkButton href={back}>Choose again</LinkButton>}
        >
          {typeof quote === "string" ? quote : null}
        </Alert>
      ) : (
        <div className="grid grid-cols-1 gap-8">
          <BigNumber label="You pay" value={<Money amount={quote.amount} sign />}>
            from {accountName(account)}, by ACH
          </BigNumber>
          <Card aria-labelledby="split">
            <CardHeader
              id="split"
              title="How it is applied"
              description="How it will be posted when the payment clears."
            />
            <CardBody>
              <Split quote={quote} />
            </CardBody>
          </Card>
          <ActionForm action={confirmPaymentAction} aria-label="Confirm the payment">
            <input type="hidden" name="loanId" value={loan.id} />
            <input type="hidden" name="kind" value={choice.kind} />
            {choice.amount !== undefined && <input type="hidden" name="amount" value={choice.amount} />}
            <input type="hidden" name="externalAccountId" value={account.id} />
            <input type="hidden" name="shownAmount" value={quote.amount} />
            <input type="hidden" name="shownRemaining" value={quote.remainingPrincipal} />
            <input type="hidden" name="idempotencyKey" value={choice.idempotencyKey} />
            <p className="max-w-prose text-muted">
              By confirming, you authorize us to collect this amount once from the account above.
            </p>
            <div className="flex flex-wrap gap-3">
              <SubmitButton pendingLabel="Submitting the payment…">Confirm payment</SubmitButton>
              <LinkButton href={back} variant="secondary">
                Change
              </LinkButton>
            </div>
          </ActionForm>
        </div>
      )}
    </div>
  );
}
