import type { ReactNode } from "react";
import { ActionForm } from "@/components/action-form";
import { AgreementText } from "@/components/agreement-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { eSignStatus, eSignText } from "@/lib/documents/e-sign-consent";
import { agreeToESignAction } from "./actions";

/** Shows what is to be signed electronically only after a separate consent to electronic documents. */
export async function ESignGate({ userId, children }: { userId: string; children: ReactNode }) {
  if (await eSignStatus(userId)) return children;
  return <ESignConsent userId={userId} />;
}

export async function ESignConsent({ userId }: { userId: string }) {
  const body = await eSignText(userId);
  return (
    <Card aria-labelledby="e-sign">
      <CardHeader
        id="e-sign"
        title="Consent to electronic documents"
        description="We need your consent before we can show you documents here and let you sign them. You only need to agree once."
      />
      <CardBody>
        <div
          role="region"
          aria-label="Consent to electronic documents"
          tabIndex={0}
          className="mb-5 max-h-96 overflow-y-auto rounded-md border p-4 sm:p-6"
        >
          <AgreementText body={body} />
        </div>
        <ActionForm action={agreeToESignAction} aria-label="Agree to electronic documents">
          <p className="max-w-prose">
            Open the{" "}
            <a className="link" href="/api/documents/e-sign" target="_blank">
              PDF of this text
            </a>{" "}
            and type the code at its end. This shows that you can read the documents we give you.
          </p>
          <Field name="code" label="Code in the PDF" hint="Six letters and digits">
            <Input autoComplete="off" autoCapitalize="characters" spellCheck={false} className="max-w-48" />
          </Field>
          <Checkbox
            name="agree"
            label="I can read this text and the PDF on my device, and I agree to receive and sign documents electronically."
          />
          <div>
            <SubmitButton pendingLabel="Saving…">Agree to electronic documents</SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
