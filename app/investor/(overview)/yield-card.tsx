import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money, Rate } from "@/components/ui/money";
import type { InvestorYield, ShownReturn } from "@/lib/investing/yield-queries";

/** What the money earned, with and without the days on which it earned nothing. */
export function YieldCard({ figures }: { figures: InvestorYield }) {
  return (
    <Card aria-labelledby="yield">
      <CardHeader
        id="yield"
        title="Your return"
        description={
          <>
            From your deposits, payouts and balance on <DateText on={figures.asOf} />. Past returns do not
            predict future ones.
          </>
        }
      />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Yearly return while invested (XIRR)", value: <Return of={figures.invested} /> },
            { label: "Yearly return including idle days (XIRR)", value: <Return of={figures.sent} /> },
            { label: "Time in which your money was idle", value: <Rate rate={figures.idleShare} /> },
            { label: "Interest paid out", value: <Money amount={figures.realized} sign /> },
            { label: "Interest accrued, not yet paid out", value: <Money amount={figures.accrued} sign /> },
          ]}
        />
        <p className="mt-4 max-w-prose text-sm text-muted">
          Money is idle while a deposit clears and while a payout is on its way. Interest that has not been
          credited yet is not counted.
        </p>
      </CardBody>
    </Card>
  );
}

function Return({ of }: { of: ShownReturn }) {
  if (of.kind === "rate") return <Rate rate={of.rate} />;
  return of.kind === "too-early" ? "Shown 90 days after your first deposit" : "None";
}
