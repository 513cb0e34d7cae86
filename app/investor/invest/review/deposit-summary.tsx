import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money, Rate } from "@/components/ui/money";
import type { MaturityProjection } from "@/lib/investing/option-queries";
import { RAILS, type RailFor } from "@/lib/payments/rails";

/** The choices of the steps before, in one list. */
export function DepositSummary({
  terms,
  rail,
  accountName,
}: {
  terms: MaturityProjection;
  rail: RailFor<"DEPOSIT">;
  accountName: string;
}) {
  const { name, uses } = RAILS[rail];
  return (
    <Card aria-labelledby="summary">
      <CardHeader id="summary" title="Your investment" description="Amounts in US dollars." />
      <CardBody>
        <KeyValueList
          items={[
            { label: "You deposit", value: <Money amount={terms.deposit} />, emphasis: true },
            { label: "Term", value: `${terms.termMonths} months` },
            { label: "Annual rate, simple interest", value: <Rate rate={terms.annualRate} /> },
            { label: "Interest for the first month", value: <Money amount={terms.firstMonthInterest} /> },
            { label: "Interest over the term", value: <Money amount={terms.interest} /> },
            { label: "At maturity", value: <Money amount={terms.maturityAmount} />, emphasis: true },
            {
              label:
                uses.DEPOSIT?.direction === "DEBIT"
                  ? `We collect by ${name} from`
                  : `You send a ${name}, and we pay out to`,
              value: accountName,
            },
            { label: "Expected to clear on", value: <DateText on={terms.expectedStartOn} /> },
            { label: "Expected maturity", value: <DateText on={terms.expectedMaturityOn} /> },
          ]}
        />
      </CardBody>
    </Card>
  );
}
