import type { ReactNode } from "react";
import { percent } from "@/app/_parts/loan-words";
import { Money, Rate } from "@/components/ui/money";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { OfferPage } from "@/lib/lending/application/application-queries";

/** The federal box (12 CFR 1026.17 and 18), and the same figures for a business: set apart, the APR and the finance charge larger than everything else. */
export function DisclosureBox({ offer }: { offer: OfferPage }) {
  const { apr, financeCharge, amountFinanced, totalOfPayments, annualRate, originationFee, amount } = offer;
  return (
    <section aria-labelledby="disclosure" className="rounded-lg border-2 border-ink bg-surface">
      <h2 id="disclosure" className="border-b px-4 py-3 text-lg font-semibold sm:px-6">
        {offer.isBusiness ? "Commercial financing disclosure" : "Federal Truth in Lending disclosure"}
      </h2>
      <dl className="grid grid-cols-1 gap-px bg-line sm:grid-cols-2 lg:grid-cols-4">
        <Figure label="Annual percentage rate" note="The cost of your credit as a yearly rate." large>
          {percent(apr)}
        </Figure>
        <Figure label="Finance charge" note="The dollar amount the credit will cost you." large>
          <Money amount={financeCharge} sign />
        </Figure>
        <Figure label="Amount financed" note="The amount of credit provided to you or on your behalf.">
          <Money amount={amountFinanced} sign />
        </Figure>
        <Figure
          label="Total of payments"
          note="The amount you will have paid after making all payments as scheduled."
        >
          <Money amount={totalOfPayments} sign />
        </Figure>
      </dl>
      <div className="border-t px-4 py-3 sm:px-6">
        <KeyValueList
          items={[
            { label: "Payments", value: <Payments offer={offer} /> },
            { label: "First payment", value: "One month after disbursement" },
            { label: "Principal of the loan", value: <Money amount={amount} sign /> },
            { label: "Annual rate", value: <Rate rate={annualRate} /> },
            {
              label: "Origination fee, withheld from the proceeds",
              value: <Money amount={originationFee} sign />,
            },
            { label: "Late payment", value: offer.lateWords },
            {
              label: "Paying off early",
              value: "No penalty; you pay interest only for the time elapsed",
            },
            { label: "Security", value: "None; the loan is unsecured" },
          ]}
        />
      </div>
    </section>
  );
}

function Payments({ offer: { termMonths, monthlyPayment, lastPayment } }: { offer: OfferPage }) {
  if (monthlyPayment === lastPayment)
    return (
      <>
        {termMonths} monthly payments of <Money amount={monthlyPayment} sign />
      </>
    );
  return (
    <>
      {termMonths - 1} monthly payments of <Money amount={monthlyPayment} sign />, then one of{" "}
      <Money amount={lastPayment} sign />
    </>
  );
}

function Figure({
  label,
  note,
  large = false,
  children,
}: {
  label: string;
  note: string;
  large?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="bg-surface px-4 py-4 sm:px-6">
      <dt className={large ? "font-semibold" : "text-muted"}>{label}</dt>
      <dd
        className={large ? "tnum text-4xl font-semibold tracking-tight" : "tnum text-xl font-medium sm:mt-3"}
      >
        {children}
      </dd>
      <dd className="mt-1 text-sm text-muted">{note}</dd>
    </div>
  );
}
