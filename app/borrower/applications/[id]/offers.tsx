import Link from "@/components/ui/link";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money, Rate } from "@/components/ui/money";
import { Badge } from "@/components/ui/status-badge";
import type { ApplicationView, OfferView } from "@/lib/lending/application/application-queries";
import { METHOD, percent, termWords } from "../../_parts/words";

/** The offers of an application: a card each, then all figures side by side. */
export function Offers({ application }: { application: ApplicationView }) {
  const { offers, amount, isBusiness } = application;
  const [first] = offers;
  if (!first) return null;
  const open = offers.filter(({ state }) => state === "open");
  const smaller = offers.filter((offer) => offer.amount !== amount);
  return (
    <>
      <section aria-labelledby="offers" className="grid grid-cols-1 gap-4">
        <div>
          <h2 id="offers" className="text-lg font-semibold">
            {open.length === 1 ? "Your offer" : "Your offers"}
          </h2>
          {open.length > 0 && (
            <p className="text-muted">
              Open until <DateText on={first.expiresOn} />. Looking at one binds you to nothing.
            </p>
          )}
        </div>
        {smaller.length > 0 && amount && (
          <CounterOffer asked={amount} all={smaller.length === offers.length} isBusiness={isBusiness} />
        )}
        <ul className="grid grid-cols-1 gap-4 md:grid-cols-2 xl:grid-cols-3">
          {offers.map((offer) => (
            <OfferCard key={offer.id} offer={offer} />
          ))}
        </ul>
      </section>
      <Comparison offers={offers} />
      <Methods offers={offers} />
    </>
  );
}

function CounterOffer({ asked, all, isBusiness }: { asked: string; all: boolean; isBusiness: boolean }) {
  return (
    <Alert
      title={all ? "We can lend less than you asked for" : "Some offers are for less than you asked for"}
    >
      You asked for <Money amount={asked} sign />. With what we know about{" "}
      {isBusiness ? "revenue, time in business and debts" : "income, housing and debts"}, the payments of a
      larger loan would take too much of each month, so these are the largest amounts we can offer at those
      terms. You need not take them.
    </Alert>
  );
}

function OfferCard({ offer }: { offer: OfferView }) {
  const { apr, amount, financeCharge, monthlyPayment, termMonths, method } = offer;
  return (
    <li className="flex flex-col rounded-lg border bg-surface p-4 sm:p-6">
      <h3 className="font-semibold">
        <Money amount={amount} sign /> over {termWords(termMonths)}
      </h3>
      <p className="text-sm text-muted">{METHOD[method].name}</p>
      <Tags offer={offer} />
      <dl className="mt-4 grid grid-cols-2 gap-4">
        <div>
          <dt className="text-sm text-muted">APR</dt>
          <dd className="tnum text-2xl font-semibold">{percent(apr)}</dd>
        </div>
        <div>
          <dt className="text-sm text-muted">Finance charge</dt>
          <dd className="tnum text-2xl font-semibold">
            <Money amount={financeCharge} sign />
          </dd>
        </div>
      </dl>
      <p className="mt-3 mb-4">
        <Money amount={monthlyPayment} sign /> a month
      </p>
      <div className="mt-auto">
        <OfferAction offer={offer} />
      </div>
    </li>
  );
}

function Tags({ offer }: { offer: OfferView }) {
  if (!offer.isLowestCost && !offer.isLowestMonthly) return null;
  return (
    <p className="mt-2 flex flex-wrap gap-2">
      {offer.isLowestCost && <Badge>Lowest total cost</Badge>}
      {offer.isLowestMonthly && <Badge>Lowest monthly payment</Badge>}
    </p>
  );
}

const CLOSED = { accepted: "Accepted", expired: "Expired", closed: "Closed" } as const;

function OfferAction({ offer }: { offer: OfferView }) {
  const terms = `, ${METHOD[offer.method].name.toLowerCase()} over ${offer.termMonths} months`;
  if (offer.state === "open")
    return (
      <LinkButton href={`/borrower/offers/${offer.id}`} variant="secondary" wide>
        See this offer<span className="sr-only">{terms}</span>
      </LinkButton>
    );
  return (
    <Link href={`/borrower/offers/${offer.id}`} className="link">
      {CLOSED[offer.state]}
      <span className="sr-only">{terms}</span>
    </Link>
  );
}

function Comparison({ offers }: { offers: OfferView[] }) {
  return (
    <Card aria-labelledby="compare">
      <CardHeader id="compare" title="Compare" description="Amounts in US dollars, cheapest first." />
      <DataTable
        caption="All offers with their figures"
        rows={offers}
        rowKey={({ id }) => id}
        columns={[
          {
            header: "Offer",
            rowHeader: true,
            cell: ({ id, amount, termMonths, method }) => (
              <>
                <Link href={`/borrower/offers/${id}`} className="link">
                  <Money amount={amount} />, {termMonths} months
                </Link>
                <span className="block font-normal text-muted">{METHOD[method].name}</span>
              </>
            ),
          },
          {
            header: "APR",
            numeric: true,
            cell: ({ apr }) => <strong className="font-semibold">{percent(apr)}</strong>,
          },
          {
            header: "Finance charge",
            numeric: true,
            cell: ({ financeCharge }) => <Money amount={financeCharge} className="font-semibold" />,
          },
          {
            header: "Monthly payment",
            numeric: true,
            cell: ({ monthlyPayment }) => <Money amount={monthlyPayment} />,
          },
          { header: "Rate", numeric: true, cell: ({ annualRate }) => <Rate rate={annualRate} /> },
          {
            header: "Amount financed",
            numeric: true,
            cell: ({ amountFinanced }) => <Money amount={amountFinanced} />,
          },
          {
            header: "Total of payments",
            numeric: true,
            cell: ({ totalOfPayments }) => <Money amount={totalOfPayments} />,
          },
          {
            header: "Last payment",
            numeric: true,
            cell: ({ lastPayment }) => <Money amount={lastPayment} />,
          },
        ]}
      />
    </Card>
  );
}

function Methods({ offers }: { offers: OfferView[] }) {
  const methods = [...new Set(offers.map(({ method }) => method))];
  return (
    <section aria-labelledby="words" className="max-w-prose">
      <h2 id="words" className="text-lg font-semibold">
        What the words mean
      </h2>
      <dl className="mt-2 grid gap-3">
        {methods.map((method) => (
          <div key={method}>
            <dt className="font-medium">{METHOD[method].name}</dt>
            <dd className="text-muted">{METHOD[method].sentence}</dd>
          </div>
        ))}
        <div>
          <dt className="font-medium">APR</dt>
          <dd className="text-muted">
            The cost of the credit as a yearly rate, counting when you receive the money and when you pay it
            back. Compare loans by this figure rather than by the rate.
          </dd>
        </div>
        <div>
          <dt className="font-medium">Finance charge</dt>
          <dd className="text-muted">All that the credit costs you in dollars: interest and fees.</dd>
        </div>
      </dl>
    </section>
  );
}
