import type { ReactNode } from "react";
import { ActionForm } from "@/components/action-form";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import { SubmitButton } from "@/components/ui/submit-button";
import { isSandbox } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import type { InvestmentPage } from "@/lib/investing/queries";
import { getWireInstructions } from "@/lib/payments/wire-instructions";
import { simulateWireAction } from "./actions";

/** What to type into one's bank's form, while we wait for the wire. */
export async function WireToSend({ investment, userId }: { investment: InvestmentPage; userId: string }) {
  const awaited = investment.payments.find(({ isAwaited }) => isAwaited);
  if (!awaited) return null;
  const wire = await instructionsOf(awaited.id, userId);
  if (typeof wire === "string") return <Alert tone="pending" title={wire} />;
  return (
    <Card aria-labelledby="wire">
      <CardHeader
        id="wire"
        title="Send this wire from your bank"
        description="Enter the exact amount and reference so that we can match the wire. The term starts on the day it arrives."
      />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Amount", value: <Money amount={wire.amount} sign />, emphasis: true },
            { label: "Reference", value: <Copied text={wire.reference} name="reference" />, emphasis: true },
            { label: "Beneficiary", value: wire.beneficiary },
            { label: "Bank", value: wire.bankName },
            { label: "Routing number", value: <Copied text={wire.routingNumber} name="routing number" /> },
            { label: "Account number", value: <Copied text={wire.accountNumber} name="account number" /> },
          ]}
        />
      </CardBody>
      {isSandbox && <Simulation investmentId={investment.id} />}
    </Card>
  );
}

async function instructionsOf(paymentOrderId: string, userId: string) {
  try {
    return await getWireInstructions(paymentOrderId, userId);
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

function Copied({ text, name }: { text: string; name: string }): ReactNode {
  return (
    <span className="inline-flex items-center gap-1">
      <span className="figures">{text}</span>
      <CopyButton text={text} label={`Copy the ${name}`} />
    </span>
  );
}

function Simulation({ investmentId }: { investmentId: string }) {
  return (
    <CardFooter className="bg-pending-soft text-pending">
      <ActionForm
        action={simulateWireAction}
        aria-label="Sandbox"
        success="The wire has arrived at the bank. The deposit will post in a moment."
      >
        <input type="hidden" name="investmentId" value={investmentId} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p>
            <strong className="font-semibold">Sandbox.</strong> Use this button to simulate the wire.
          </p>
          <SubmitButton variant="secondary" size="sm" pendingLabel="Sending the wire…">
            Simulate the wire arriving
          </SubmitButton>
        </div>
      </ActionForm>
    </CardFooter>
  );
}
