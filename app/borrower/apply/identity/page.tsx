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
      description="The credit bureau finds your record by this number. The check is soft: your score stays as it is."
      action={identityStepAction}
    >
      <Field
        name="taxId"
        label="Social Security number or ITIN"
        hint={
          draft?.hasTaxId
            ? `We have the number ending in ${draft.taxIdLast4}. Leave this blank to keep it.`
            : "Nine digits. We keep the last four and a code that recognizes the number, never the number itself."
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
