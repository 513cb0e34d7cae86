import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MoneyInput } from "@/components/ui/money-input";
import { Select } from "@/components/ui/select";
import { ENTITY_TYPES } from "@/lib/lending/credit/business-answers";
import { getApplicant, getDraft } from "@/lib/lending/application/draft-queries";
import { STATES } from "@/lib/lending/terms/states";
import { requireActor } from "@/lib/session";
import { businessStepAction } from "../actions";
import { StepFrame } from "../step-frame";
import { STEPS } from "../steps";

export const metadata: Metadata = { title: "Apply: your business" };

export default async function BusinessPage() {
  const { borrowerId } = await requireActor("BORROWER");
  const [draft, { kind, legalName, ein }] = await Promise.all([
    getDraft(borrowerId),
    getApplicant(borrowerId),
  ]);
  if (kind !== "BUSINESS") redirect(STEPS[kind][1].href);
  const answers = draft?.business ?? {};
  return (
    <StepFrame
      kind={kind}
      number={2}
      draft={draft}
      description={`${legalName}, EIN ${ein}. We use revenue, time in business and existing debts to determine the payment the business can afford.`}
      action={businessStepAction}
    >
      <Field name="entityType" label="Legal form">
        <Choice words={ENTITY_TYPES} chosen={answers.entityType} />
      </Field>
      <Field
        name="formedOn"
        label="Date of formation"
        hint="As shown on the certificate of formation. Time in business is counted from this date."
      >
        <Input type="date" className="max-w-48" defaultValue={answers.formedOn ?? ""} />
      </Field>
      <Field name="formationState" label="State of formation">
        <Choice words={STATES} chosen={answers.formationState} />
      </Field>
      <Field
        name="annualRevenue"
        label="Annual revenue"
        hint="Gross revenue for the last twelve months, in US dollars."
      >
        <MoneyInput defaultValue={answers.annualRevenue ?? ""} />
      </Field>
      <Field
        name="monthlyDebtPayments"
        label="Monthly payments on other debts"
        hint="Loans, leases and credit cards the business has with other lenders. Enter 0 if it has none. Do not include loans with us."
      >
        <MoneyInput defaultValue={answers.monthlyDebtPayments ?? ""} />
      </Field>
    </StepFrame>
  );
}

function Choice({ words, chosen }: { words: Record<string, string>; chosen: string | undefined }) {
  return (
    <Select defaultValue={chosen ?? ""}>
      <option value="">Choose</option>
      {Object.entries(words).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  );
}
