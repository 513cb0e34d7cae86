import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import type { ApplicationTrail } from "@/lib/lending/admin-applications";
import { Code } from "../../_parts/references";
import { count, words } from "../../_parts/words";

/** What the applicant stated. */
export function ApplicantFigures({ application }: { application: ApplicationTrail }) {
  const { employment, employedYears, monthlyIncome, monthlyHousing, taxIdLast4, consentedOn } = application;
  const { submittedOn, decidedOn, grade } = application;
  return (
    <Card>
      <CardHeader title="As stated" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Monthly income", value: amount(monthlyIncome) },
            { label: "Monthly housing cost", value: amount(monthlyHousing) },
            { label: "Employment", value: employment ? words(employment) : "Not stated" },
            {
              label: "Employed for",
              value: employedYears === null ? "Not stated" : count(employedYears, "year"),
            },
            { label: "Tax id", value: taxIdLast4 ? <Code>••{taxIdLast4}</Code> : "Not stated" },
            {
              label: "Consent to the soft check",
              value: consentedOn ? <DateText on={consentedOn} /> : "Not given",
            },
            { label: "Submitted", value: submittedOn ? <DateText on={submittedOn} /> : "Not yet" },
            { label: "Decided", value: decidedOn ? <DateText on={decidedOn} /> : "Not yet" },
            { label: "Grade", value: grade ? <Code>{grade}</Code> : "None" },
            { label: "Application id", value: <Code>{application.id}</Code> },
          ]}
        />
      </CardBody>
    </Card>
  );
}

function amount(value: string | null) {
  return value ? <Money amount={value} sign /> : "Not stated";
}
