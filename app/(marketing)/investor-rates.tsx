import { Card, CardFooter, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Money, Rate } from "@/components/ui/money";

export interface OpenRate {
  id: string;
  termMonths: number;
  annualRate: string;
  apy: string;
  minimum: string;
  exampleDeposit: string;
  exampleMaturity: string;
}

/** The terms and rates open today, each with the maturity amount of an example deposit. */
export function InvestorRates({ rates }: { rates: OpenRate[] }) {
  const least =
    rates[0] && rates.every(({ minimum }) => minimum === rates[0]?.minimum) ? rates[0].minimum : null;
  return (
    <Card aria-labelledby="rates" className="self-start">
      <CardHeader id="rates" title="Today’s rates for investors" description="Amounts in US dollars" />
      <DataTable
        caption="Terms and rates open today"
        rows={rates}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No terms are open today">
            New terms and rates appear here when they are offered.
          </EmptyState>
        }
        columns={[
          { header: "Term", rowHeader: true, cell: ({ termMonths }) => `${termMonths} months` },
          { header: "Annual rate", numeric: true, cell: ({ annualRate }) => <Rate rate={annualRate} /> },
          { header: "APY", numeric: true, cell: ({ apy }) => <Rate rate={apy} /> },
          {
            header: "You deposit",
            numeric: true,
            cell: ({ exampleDeposit }) => <Money amount={exampleDeposit} />,
          },
          {
            header: "At maturity",
            numeric: true,
            cell: ({ exampleMaturity }) => <Money amount={exampleMaturity} className="font-semibold" />,
          },
        ]}
      />
      <CardFooter>
        {least && (
          <>
            Minimum deposit <Money amount={least} sign />.{" "}
          </>
        )}
        Simple interest, paid at maturity. This is a simulation, not an offer of securities. Not FDIC insured.
        Repayment depends on borrowers and is not guaranteed.
      </CardFooter>
    </Card>
  );
}
