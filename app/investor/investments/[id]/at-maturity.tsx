import { ActionForm } from "@/components/action-form";
import { AgreementText } from "@/components/agreement-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import Link from "@/components/ui/link";
import { Rate } from "@/components/ui/money";
import { SubmitButton } from "@/components/ui/submit-button";
import type { InvestmentPage } from "@/lib/investing/queries";
import { previewInstruction } from "@/lib/investing/set-maturity-instruction";
import { payOutAtMaturityAction, reinvestAction } from "./actions";

/** What happens at maturity, and how to change it until the day before. */
export async function AtMaturity({
  investment,
  actor,
}: {
  investment: InvestmentPage;
  actor: { userId: string; investorId: string };
}) {
  const { id, canInstruct, instruction, termMonths } = investment;
  if (!canInstruct) return null;
  return (
    <Card aria-labelledby="at-maturity">
      <CardHeader
        id="at-maturity"
        title="At maturity"
        description="You can change this until the day before maturity."
      />
      <CardBody className="grid grid-cols-1 gap-4">
        <p className="font-medium">
          {instruction
            ? `Principal and interest are reinvested for ${termMonths} months.`
            : "Principal and interest are paid to your bank account."}
        </p>
        {instruction ? (
          <Reinvested id={id} instruction={instruction} />
        ) : (
          <Disclosure summary="Reinvest instead">
            <Reinvest id={id} text={await previewInstruction({ ...actor, investmentId: id })} />
          </Disclosure>
        )}
      </CardBody>
    </Card>
  );
}

function Reinvested({
  id,
  instruction,
}: {
  id: string;
  instruction: NonNullable<InvestmentPage["instruction"]>;
}) {
  return (
    <>
      <p className="max-w-prose text-muted">
        At the rate that we offer for this term on that day
        {instruction.minimumRate && (
          <>
            , if it is at least <Rate rate={instruction.minimumRate} />
          </>
        )}
        .{" "}
        <Link className="link" href={`/investor/documents/${instruction.documentId}`}>
          Read your instruction
        </Link>
      </p>
      <ActionForm action={payOutAtMaturityAction} aria-label="Pay out at maturity">
        <input type="hidden" name="investmentId" value={id} />
        <div>
          <SubmitButton variant="secondary" pendingLabel="Changing…">
            Pay out instead
          </SubmitButton>
        </div>
      </ActionForm>
    </>
  );
}

function Reinvest({ id, text }: { id: string; text: string }) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <div
        role="region"
        aria-label="Text of the instruction"
        tabIndex={0}
        className="max-h-96 overflow-y-auto rounded-md border p-4 sm:p-6"
      >
        <AgreementText body={text} />
      </div>
      <ActionForm action={reinvestAction} aria-label="Reinvest at maturity" className="max-w-md">
        <input type="hidden" name="investmentId" value={id} />
        <Field
          name="minimumRate"
          label="Minimum rate (%), such as 4.50"
          hint="If we offer less on that day, we pay out instead. Leave it empty to accept any rate."
          required={false}
        >
          <Input inputMode="decimal" autoComplete="off" />
        </Field>
        <Field
          name="signedName"
          label="Your full name"
          hint="Your legal name, as in the text above. Typing it signs the instruction."
        >
          <Input autoComplete="name" />
        </Field>
        <div>
          <SubmitButton pendingLabel="Saving…">Reinvest at maturity</SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}
