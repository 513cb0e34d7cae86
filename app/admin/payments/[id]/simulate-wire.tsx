import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MoneyInput } from "@/components/ui/money-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { simulateWireAction } from "./actions";

/** Sandbox only: be the investor's bank. Another reference or amount than expected makes an unmatched wire. */
export function SimulateWire({ order }: { order: { reference: string; amount: string } }) {
  return (
    <Card>
      <CardHeader
        title="Let the wire arrive"
        description="Sandbox only. With another reference or amount than expected it stays unmatched, as it would in life."
      />
      <CardBody>
        <ActionForm
          action={simulateWireAction}
          success="The wire is at the bank. This page follows when the bank has told us."
          aria-label="Let the wire arrive"
        >
          <div className="grid gap-4 sm:grid-cols-2 lg:max-w-2xl">
            <Field name="reference" label="Reference">
              <Input defaultValue={order.reference} className="figures" />
            </Field>
            <Field name="amount" label="Amount">
              <MoneyInput sign="$" defaultValue={order.amount} />
            </Field>
          </div>
          <SubmitButton pendingLabel="Sending the wire…" className="justify-self-start">
            Send the wire
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
