import type { Metadata } from "next";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { CONSENT_TEXT } from "@/lib/lending/consent";
import { getDraft } from "@/lib/lending/draft-queries";
import { requireActor } from "@/lib/session";
import { identityStepAction } from "../actions";
import { StepFrame } from "../step-frame";

export const metadata: Metadata = { title: "Apply: identity and consent" };

export default async function IdentityPage() {
  const { borrowerId } = await requireActor("BORROWER");
  const draft = await getDraft(borrowerId);
  return (
    <StepFrame
      number={3}
      draft={draft}
      description="The credit bureau finds your record by these digits. The check is soft: your score stays as it is."
      action={identityStepAction}
    >
      <Field
        name="taxIdLast4"
        label="Last four digits of your tax id"
        hint="Of your social security number, or your business's EIN. We never ask for the rest."
      >
        <Input
          inputMode="numeric"
          autoComplete="off"
          className="max-w-32 tnum"
          defaultValue={draft?.taxIdLast4 ?? ""}
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
