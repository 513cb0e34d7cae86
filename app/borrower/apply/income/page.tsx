import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MoneyInput } from "@/components/ui/money-input";
import { Select } from "@/components/ui/select";
import { getApplicant, getDraft } from "@/lib/lending/application/draft-queries";
import { EMPLOYMENTS } from "@/lib/lending/application/schemas";
import { requireActor } from "@/lib/session";
import { incomeStepAction } from "../actions";
import { StepFrame } from "../step-frame";
import { STEPS } from "../steps";

export const metadata: Metadata = { title: "Apply: income and housing" };

export default async function IncomePage() {
  const { borrowerId } = await requireActor("BORROWER");
  const [draft, { kind }] = await Promise.all([getDraft(borrowerId), getApplicant(borrowerId)]);
  if (kind !== "PERSON") redirect(STEPS[kind][1].href);
  return (
    <StepFrame
      kind={kind}
      number={2}
      draft={draft}
      description="We use these to determine the monthly payment you can afford. Amounts in US dollars."
      action={incomeStepAction}
    >
      <Field
        name="monthlyIncome"
        label="Monthly income before tax"
        hint="Include all regular income: wages, business profit, pensions, public assistance. Include alimony and child support only if you want us to consider them."
      >
        <MoneyInput defaultValue={draft?.monthlyIncome ?? ""} />
      </Field>
      <Field
        name="monthlyHousing"
        label="Monthly housing cost"
        hint="Rent or mortgage. Enter 0 if you have none."
      >
        <MoneyInput defaultValue={draft?.monthlyHousing ?? ""} />
      </Field>
      <Field name="employment" label="Employment" hint="The source of most of this income.">
        <Select defaultValue={draft?.employment ?? ""}>
          <option value="">Choose</option>
          {Object.entries(EMPLOYMENTS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="employedYears" label="Years in this job" hint="Whole years. Enter 0 for less than one.">
        <Input
          inputMode="numeric"
          autoComplete="off"
          className="max-w-32"
          defaultValue={draft?.employedYears ?? ""}
        />
      </Field>
    </StepFrame>
  );
}
