import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { InvestmentPage } from "@/lib/investing/queries";
import { Agreement } from "../../_parts/agreement";
import { Code } from "../../_parts/references";

export function InvestmentFacts({ investment }: { investment: InvestmentPage & { investorId: string } }) {
  const { payoutAccount } = investment;
  return (
    <Card>
      <CardHeader title="Details" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Agreed deposit", value: <Money amount={investment.principal} sign /> },
            { label: "Signed", value: <DateText on={investment.createdOn} /> },
            {
              label: "Paid out",
              value: investment.paidOutOn ? <DateText on={investment.paidOutOn} /> : "Not yet",
            },
            {
              label: "Payout account",
              value: (
                <>
                  {payoutAccount.bankName} <Code>••{payoutAccount.last4}</Code>
                  {payoutAccount.status === "DISABLED" && <StatusBadge tone="failed">Disabled</StatusBadge>}
                </>
              ),
            },
            { label: "Investor ID", value: <Code>{investment.investorId}</Code> },
            { label: "Investment ID", value: <Code>{investment.id}</Code> },
          ]}
        />
        <Agreement id={investment.agreementId} />
      </CardBody>
    </Card>
  );
}
