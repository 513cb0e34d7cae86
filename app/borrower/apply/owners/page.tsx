import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { OWNER_NUMBERS } from "@/lib/lending/credit/business-answers";
import { CERTIFICATION_TEXT } from "@/lib/lending/credit/consent";
import { getApplicant, getDraft } from "@/lib/lending/application/draft-queries";
import { requireActor } from "@/lib/session";
import { ownersStepAction } from "../actions";
import { StepFrame } from "../step-frame";
import { STEPS } from "../steps";

export const metadata: Metadata = { title: "Apply: owners and signer" };

export default async function OwnersPage() {
  const { borrowerId } = await requireActor("BORROWER");
  const [draft, applicant] = await Promise.all([getDraft(borrowerId), getApplicant(borrowerId)]);
  const { kind, legalName, userName, signerTitle } = applicant;
  if (kind !== "BUSINESS") redirect(STEPS[kind][2].href);
  const answers = draft?.business ?? {};
  return (
    <StepFrame
      kind={kind}
      number={3}
      draft={draft}
      description="Federal rules require lenders to ask who owns and controls a business."
      action={ownersStepAction}
    >
      <p className="text-muted">
        Enter everyone who owns 25% or more, up to four people. If no one does, leave the owners blank.
      </p>
      {OWNER_NUMBERS.map((number) => (
        <div key={number} className="grid grid-cols-1 gap-5 sm:grid-cols-2">
          <Field name={`owner${number}Name`} label={`Owner ${number}: full name`} required={false}>
            <Input autoComplete="off" defaultValue={answers[`owner${number}Name`] ?? ""} />
          </Field>
          <Field name={`owner${number}Share`} label={`Owner ${number}: percent owned`} required={false}>
            <Input
              inputMode="decimal"
              autoComplete="off"
              defaultValue={answers[`owner${number}Share`] ?? ""}
            />
          </Field>
        </div>
      ))}
      <Field
        name="controlName"
        label="Control person: full name"
        hint="One person with significant responsibility for managing the business. May also be an owner."
      >
        <Input autoComplete="off" defaultValue={answers.controlName ?? ""} />
      </Field>
      <Field name="controlTitle" label="Control person: title">
        <Input autoComplete="off" defaultValue={answers.controlTitle ?? ""} />
      </Field>
      <Field
        name="signerTitle"
        label="Your title"
        hint={`${userName} signs for ${legalName}. The agreement shows your name and title.`}
      >
        <Input autoComplete="organization-title" defaultValue={answers.signerTitle ?? signerTitle ?? ""} />
      </Field>
      <Checkbox
        name="consent"
        label="I am authorized to apply for this business, and my statements are true"
        hint={CERTIFICATION_TEXT}
        defaultChecked={draft?.hasConsented ?? false}
      />
    </StepFrame>
  );
}
