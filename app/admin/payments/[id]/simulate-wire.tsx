import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MoneyInput } from "@/components/ui/money-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { simulateWireAction } from "./actions";

/** Sandbox only: plays the investor's bank. A different reference or amount makes an unmatched wire. */
export function SimulateWire({ order }: { order: { reference: string; amount: string } }) {
  return (
    <Card>
      <CardHeader
        title="Simulate the wire"
        description="Sandbox only. With a different reference or amount, the wire stays unmatched, as with a real wire."
      />
      <CardBody>
        <ActionForm
          action={simulateWireAction}
          success="The bank received the wire. This page updates when the bank notifies us."
          aria-label="Simulate the wire"
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
            Send wire
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
