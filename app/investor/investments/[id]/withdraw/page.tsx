import type { Metadata } from "next";
import { found } from "@/app/_parts/found";
import { ESignGate } from "@/app/_portal/e-sign-gate";
import { ActionForm } from "@/components/action-form";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { MoneyInput } from "@/components/ui/money-input";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { DomainError } from "@/lib/errors";
import { previewWithdrawal, type WithdrawalPreview } from "@/lib/investing/exits/request-withdrawal";
import { getInvestment } from "@/lib/investing/queries";
import { requireActor } from "@/lib/session";
import { first } from "../../../_parts/search-params";
import { chooseWithdrawalAction } from "../actions";
import { Review } from "./review";

export const metadata: Metadata = { title: "Early withdrawal" };

export default async function WithdrawPage({
  params,
  searchParams,
}: PageProps<"/investor/investments/[id]/withdraw">) {
  const { investorId, userId } = await requireActor("INVESTOR");
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const investment = await found(getInvestment(investorId, id));
  const [amount, key] = [first(query.amount), first(query.key)];
  const preview = await previewOrWhyNot({
    ...{ investorId, userId, investmentId: id },
    amount: amount ?? investment.balances.principal.posted,
  });
  return (
    <>
      <PageHeader
        title="Early withdrawal"
        description="You forfeit some of the interest. We pay when the pool has the cash, and show when to expect it."
        breadcrumbs={
          <Breadcrumbs
            items={[
              { label: "Investments", href: "/investor/investments" },
              { label: `Investment ${investment.number}`, href: `/investor/investments/${id}` },
              { label: "Early withdrawal" },
            ]}
          />
        }
      />
      <div className="grid grid-cols-1 gap-8">
        {typeof preview === "string" && <Alert tone="info" title={preview} />}
        {investment.status === "ACTIVE" && (
          <AmountForm investmentId={id} amount={amount ?? investment.principal} />
        )}
        {typeof preview !== "string" && amount && key && (
          <ESignGate userId={userId}>
            <Review investmentId={id} preview={preview} idempotencyKey={key} />
          </ESignGate>
        )}
      </div>
    </>
  );
}

async function previewOrWhyNot(
  of: Parameters<typeof previewWithdrawal>[0],
): Promise<string | (WithdrawalPreview & { text: string })> {
  try {
    return await previewWithdrawal(of);
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

function AmountForm({ investmentId, amount }: { investmentId: string; amount: string }) {
  return (
    <Card aria-labelledby="amount-of-withdrawal">
      <CardHeader
        id="amount-of-withdrawal"
        title="Amount"
        description="Principal to withdraw. Interest on it is added, less the penalty."
      />
      <CardBody>
        <ActionForm action={chooseWithdrawalAction} aria-label="Amount to withdraw" className="max-w-md">
          <input type="hidden" name="investmentId" value={investmentId} />
          <Field name="amount" label="Principal">
            <MoneyInput defaultValue={amount} />
          </Field>
          <div>
            <SubmitButton variant="secondary" pendingLabel="Computing…">
              Show amounts
            </SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
