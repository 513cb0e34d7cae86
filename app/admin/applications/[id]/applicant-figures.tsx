import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import type { ApplicationTrail } from "@/lib/lending/application/admin-applications";
import { ENTITY_TYPES } from "@/lib/lending/credit/business-answers";
import { STATES } from "@/lib/lending/terms/states";
import { Code } from "../../_parts/references";
import { count, words } from "@/app/_parts/words";

/** What the applicant stated: a person or a business. */
export function ApplicantFigures({ application }: { application: ApplicationTrail }) {
  const { taxIdLast4, consentedOn, submittedOn, decidedOn, grade, isBusiness } = application;
  return (
    <Card>
      <CardHeader title="Stated by the applicant" />
      <CardBody>
        <KeyValueList
          items={[
            ...(application.business ? businessFigures(application) : personFigures(application)),
            {
              label: isBusiness ? "EIN" : "Tax ID",
              value: taxIdLast4 ? <Code>••{taxIdLast4}</Code> : "Not stated",
            },
            {
              label: isBusiness ? "Statement confirmed" : "Consent to soft credit check",
              value: consentedOn ? <DateText on={consentedOn} /> : "Not given",
            },
            { label: "Submitted", value: submittedOn ? <DateText on={submittedOn} /> : "Not yet" },
            { label: "Decided", value: decidedOn ? <DateText on={decidedOn} /> : "Not yet" },
            { label: "Grade", value: grade ? <Code>{grade}</Code> : "None" },
            { label: "Application ID", value: <Code>{application.id}</Code> },
          ]}
        />
      </CardBody>
    </Card>
  );
}

function personFigures(application: ApplicationTrail) {
  const { employment, employedYears, monthlyIncome, monthlyHousing } = application;
  return [
    { label: "Monthly income", value: amount(monthlyIncome) },
    { label: "Monthly housing cost", value: amount(monthlyHousing) },
    { label: "Employment", value: employment ? words(employment) : "Not stated" },
    { label: "Employed for", value: employedYears === null ? "Not stated" : count(employedYears, "year") },
  ];
}

function businessFigures({ business, monthsInBusiness }: ApplicationTrail) {
  if (!business) return [];
  const { entityType, formedOn, formationState, owners, control } = business;
  return [
    { label: "Legal form", value: ENTITY_TYPES[entityType] },
    {
      label: "Formed",
      value: (
        <>
          <DateText on={formedOn} /> in {STATES[formationState]}
        </>
      ),
    },
    { label: "Time in business", value: monthsInBusiness === null ? "Not yet" : timeWords(monthsInBusiness) },
    { label: "Annual revenue", value: amount(business.annualRevenue) },
    { label: "Other monthly debt payments", value: amount(business.monthlyDebtPayments) },
    {
      label: "Owners of 25% or more",
      value: owners.map(({ name, share }) => `${name}, ${share}%`).join("; ") || "None",
    },
    { label: "Controls the business", value: `${control.name}, ${control.title}` },
    { label: "Signer's title", value: business.signerTitle },
  ];
}

/** @example timeWords(38) // "3 years, 2 months" */
function timeWords(months: number) {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  const parts = [years > 0 && count(years, "year"), (rest > 0 || years === 0) && count(rest, "month")];
  return parts.filter(Boolean).join(", ");
}

function amount(value: string | null) {
  return value ? <Money amount={value} sign /> : "Not stated";
}
