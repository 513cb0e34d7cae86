import { ActionForm } from "@/components/action-form";
import { AgreementText } from "@/components/agreement-text";
import { accountName } from "@/components/bank-account-list";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import { BigNumber } from "@/components/ui/stat";
import { SubmitButton } from "@/components/ui/submit-button";
import { previewAgreement, type MaturityProjection } from "@/lib/investing/option-queries";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";
import type { RailFor } from "@/lib/payments/rails";
import { hrefWith } from "../../_parts/search-params";
import { depositAction } from "../actions";
import { STEPS } from "../steps";
import { DepositSummary } from "./deposit-summary";

/** What will be signed, and the signature. */
export async function Review({
  userId,
  terms,
  account,
  rail,
  idempotencyKey,
}: {
  userId: string;
  terms: MaturityProjection;
  account: ExternalAccountView;
  rail: RailFor<"DEPOSIT">;
  idempotencyKey: string;
}) {
  const { optionId, deposit: amount } = terms;
  const { body } = await previewAgreement({ userId, optionId, amount, rail, externalAccountId: account.id });
  return (
    <div className="grid grid-cols-1 gap-8">
      <BigNumber label="You will receive" value={<Money amount={terms.maturityAmount} sign />}>
        on <DateText on={terms.expectedMaturityOn} />, if the deposit clears on{" "}
        <DateText on={terms.expectedStartOn} /> and all borrowers pay as agreed
      </BigNumber>
      <DepositSummary terms={terms} rail={rail} accountName={accountName(account)} />
      <Card aria-labelledby="agreement">
        <CardHeader
          id="agreement"
          title="The agreement"
          description="We keep this exact text with your signature."
        />
        <CardBody>
          <div
            role="region"
            aria-label="Text of the agreement"
            tabIndex={0}
            className="max-h-96 overflow-y-auto rounded-md border p-4 sm:p-6"
          >
            <AgreementText body={body} />
          </div>
        </CardBody>
      </Card>
      <Card aria-label="Signature">
        <CardBody className="pt-4 sm:pt-6">
          <ActionForm action={depositAction} aria-label="Sign and deposit" className="max-w-md">
            <input type="hidden" name="optionId" value={optionId} />
            <input type="hidden" name="amount" value={amount} />
            <input type="hidden" name="rail" value={rail} />
            <input type="hidden" name="externalAccountId" value={account.id} />
            <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
            <Field
              name="signedName"
              label="Your full name"
              hint="Your legal name, as in the agreement. Typing it signs the agreement."
            >
              <Input autoComplete="name" />
            </Field>
            <Checkbox name="agree" label="I have read the agreement and agree to it." />
            <div>
              <SubmitButton pendingLabel="Starting the deposit…">Deposit</SubmitButton>
            </div>
          </ActionForm>
        </CardBody>
      </Card>
    </div>
  );
}

/** In place of the review, when the chosen account cannot be used. */
export function AccountGone({ terms: { optionId, deposit } }: { terms: MaturityProjection }) {
  return (
    <Alert
      tone="pending"
      title="The bank account you chose can no longer be used"
      actions={
        <LinkButton
          href={hrefWith(STEPS.account, { option: optionId, amount: deposit })}
          variant="secondary"
          size="sm"
        >
          Choose another account
        </LinkButton>
      }
    >
      Nothing was deposited.
    </Alert>
  );
}
