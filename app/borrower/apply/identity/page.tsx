import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { CONSENT_TEXT } from "@/lib/lending/credit/consent";
import { getApplicant, getDraft } from "@/lib/lending/application/draft-queries";
import { requireActor } from "@/lib/session";
import { identityStepAction } from "../actions";
import { StepFrame } from "../step-frame";
import { STEPS } from "../steps";

export const metadata: Metadata = { title: "Apply: identity and consent" };

export default async function IdentityPage() {
  const { borrowerId } = await requireActor("BORROWER");
  const [draft, { kind }] = await Promise.all([getDraft(borrowerId), getApplicant(borrowerId)]);
  if (kind !== "PERSON") redirect(STEPS[kind][2].href);
  return (
    <StepFrame
      kind={kind}
      number={3}
      draft={draft}
      description="The credit bureau uses this number to find your record. A soft check does not affect your score."
      action={identityStepAction}
    >
      <Field
        name="taxId"
        label="Social Security number or ITIN"
        hint={
          draft?.hasTaxId
            ? `We have a number on file ending in ${draft.taxIdLast4}. Leave blank to keep it.`
            : "Nine digits. We store the last four digits and a code that identifies the number, never the number itself."
        }
      >
        <Input
          inputMode="numeric"
          autoComplete="off"
          className="max-w-48 tnum"
          placeholder={draft?.hasTaxId ? `•••-••-${draft.taxIdLast4}` : undefined}
        />
      </Field>
      <Checkbox
        name="consent"
        label="I agree to a soft credit check"
        hint={CONSENT_TEXT}
        defaultChecked={draft?.hasConsented ?? false}
      />
    </StepFrame>
  );
}
