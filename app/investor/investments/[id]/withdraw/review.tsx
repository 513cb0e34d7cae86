import { ActionForm } from "@/components/action-form";
import { AgreementText } from "@/components/agreement-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import { BigNumber } from "@/components/ui/stat";
import { SubmitButton } from "@/components/ui/submit-button";
import type { WithdrawalPreview } from "@/lib/investing/exits/request-withdrawal";
import { requestWithdrawalAction } from "../actions";

/** What would be paid and posted, the text, and the signature. */
export function Review({
  investmentId,
  preview,
  idempotencyKey,
}: {
  investmentId: string;
  preview: WithdrawalPreview & { text: string };
  idempotencyKey: string;
}) {
  return (
    <>
      <BigNumber label="You would receive" value={<Money amount={preview.paid} sign />}>
        if it is paid on <DateText on={preview.on} />, the first day on which it can be
      </BigNumber>
      <KeyValueList
        className="max-w-xl"
        items={[
          { label: "Principal", value: <Money amount={preview.principal} /> },
          { label: "Interest earned on it", value: <Money amount={preview.earned} /> },
          { label: "Penalty", value: <Money amount={preview.penalty} /> },
          { label: "Paid to your bank account", value: <Money amount={preview.paid} />, emphasis: true },
          { label: "Principal that stays invested", value: <Money amount={preview.remainingPrincipal} /> },
          { label: "Interest that stays", value: <Money amount={preview.remainingInterest} /> },
        ]}
      />
      <Journal preview={preview} />
      <Card aria-labelledby="request">
        <CardHeader
          id="request"
          title="The request"
          description="We keep this exact text with your signature."
        />
        <CardBody className="grid grid-cols-1 gap-6">
          <div
            role="region"
            aria-label="Text of the request"
            tabIndex={0}
            className="max-h-96 overflow-y-auto rounded-md border p-4 sm:p-6"
          >
            <AgreementText body={preview.text} />
          </div>
          <ActionForm
            action={requestWithdrawalAction}
            aria-label="Request early withdrawal"
            className="max-w-md"
          >
            <input type="hidden" name="investmentId" value={investmentId} />
            <input type="hidden" name="amount" value={preview.principal} />
            <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
            <Field
              name="signedName"
              label="Your full name"
              hint="Your legal name, as in the text above. Typing it signs the request."
            >
              <Input autoComplete="name" />
            </Field>
            <div>
              <SubmitButton pendingLabel="Requesting…">Request early withdrawal</SubmitButton>
            </div>
          </ActionForm>
        </CardBody>
      </Card>
    </>
  );
}

function Journal({ preview }: { preview: WithdrawalPreview }) {
  return (
    <Card aria-labelledby="journal">
      <CardHeader
        id="journal"
        title="Entries"
        description="What is posted in the ledger on that day. Amounts in US dollars."
      />
      <DataTable
        caption="Entries of the early withdrawal"
        rows={preview.journal.map((line, at) => ({ ...line, at }))}
        rowKey={({ at }) => at}
        columns={[
          { header: "Account", rowHeader: true, cell: ({ account }) => account },
          { header: "Debit", numeric: true, cell: ({ debit }) => debit && <Money amount={debit} /> },
          { header: "Credit", numeric: true, cell: ({ credit }) => credit && <Money amount={credit} /> },
        ]}
      />
    </Card>
  );
}
