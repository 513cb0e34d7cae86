import { METHOD, percent } from "@/app/_parts/loan-words";
import { Card, CardFooter, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Money, Rate } from "@/components/ui/money";
import type {
  AdvertisedLoan,
  AdvertisedRates,
  RateExample,
} from "@/lib/lending/application/advertised-rates";

/** The ranges of rate and APR, and with them the terms that 12 CFR 1026.24(d) requires beside a payment amount. */
export function BorrowerRates({ loans }: { loans: AdvertisedRates | null }) {
  return (
    <Card aria-labelledby="loan-rates">
      <CardHeader
        id="loan-rates"
        title="Today’s rates for borrowers"
        description={
          loans && (
            <>
              Loans from <Money amount={loans.amounts.lowest} sign /> to{" "}
              <Money amount={loans.amounts.highest} sign />
            </>
          )
        }
      />
      <DataTable
        caption="Loans offered today, with their ranges of APR and rate"
        rows={loans?.loans ?? []}
        rowKey={({ method }) => method}
        empty={
          <EmptyState title="No loans are offered today">
            New loans and rates appear here when they are offered.
          </EmptyState>
        }
        columns={[
          {
            header: "Loan",
            rowHeader: true,
            cell: ({ method, termsMonths }) => (
              <span>
                {METHOD[method].name}
                <span className="block text-sm font-normal text-muted">{termsMonths.join(", ")} months</span>
              </span>
            ),
          },
          { header: "APR", numeric: true, cell: (loan) => <Aprs loan={loan} /> },
          { header: "Annual rate", numeric: true, cell: ({ rates }) => <Rates {...rates} /> },
        ]}
      />
      {loans && (
        <CardFooter>
          <Example example={loans.example} />
        </CardFooter>
      )}
    </Card>
  );
}

function Aprs({ loan: { aprs } }: { loan: AdvertisedLoan }) {
  return (
    <strong className="font-semibold">
      {percent(aprs.lowest)} to {percent(aprs.highest)}
    </strong>
  );
}

function Rates({ lowest, highest }: AdvertisedLoan["rates"]) {
  return (
    <span>
      <Rate rate={lowest} /> to <Rate rate={highest} />
    </span>
  );
}

function Example({ example }: { example: RateExample }) {
  const { amount, termMonths, annualRate, apr, monthlyPayment, lastPayment } = example;
  return (
    <>
      <strong className="font-semibold">Representative example:</strong> a <Money amount={amount} sign /> loan
      with a term of {termMonths} months at an annual rate of <Rate rate={annualRate} /> has an APR of{" "}
      {percent(apr)}. You make {termMonths - 1} monthly payments of <Money amount={monthlyPayment} sign /> and
      a last payment of <Money amount={lastPayment} sign />, a total of{" "}
      <Money amount={example.totalOfPayments} sign />. The finance charge is{" "}
      <Money amount={example.financeCharge} sign />. No down payment is required. Your rate depends on your
      credit, income and term, and not everyone qualifies.
    </>
  );
}
