import { METHOD, percent, termWords } from "@/app/_parts/loan-words";
import Link from "@/components/ui/link";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { Money, Rate } from "@/components/ui/money";
import { Badge } from "@/components/ui/status-badge";
import type { ApplicationView, OfferView } from "@/lib/lending/application/application-queries";

/** The offers of an application: a card each, then all figures side by side. */
export function Offers({ application }: { application: ApplicationView }) {
  const { offers, amount, isBusiness, declineReasons } = application;
  const [first] = offers;
  if (!first) return null;
  const open = offers.filter(({ state }) => state === "open");
  const smaller = offers.filter((offer) => offer.amount !== amount);
  // Whoever compares costs takes none that has a cheaper twin; one that was accepted stays in sight.
  const worthwhile = offers.filter(({ cheaper, state }) => !cheaper || state === "accepted");
  return (
    <>
      <section aria-labelledby="offers" className="grid grid-cols-1 gap-4">
        <div>
          <h2 id="offers" className="text-lg font-semibold">
            {open.length === 1 ? "Your offer" : "Your offers"}
          </h2>
          {open.length > 0 && (
            <p className="text-muted">
              Open until <DateText on={first.expiresOn} />. Viewing an offer does not commit you to it.
            </p>
          )}
        </div>
        {smaller.length > 0 && amount && (
          <CounterOffer
            asked={amount}
            all={smaller.length === offers.length}
            isBusiness={isBusiness}
            reasons={declineReasons}
          />
        )}
        <OfferCards offers={worthwhile} />
        <CostlierOffers offers={offers.filter((offer) => !worthwhile.includes(offer))} />
      </section>
      <Comparison offers={worthwhile} />
      <Terms offers={worthwhile} />
    </>
  );
}

function OfferCards({ offers }: { offers: OfferView[] }) {
  return (
    <ul className="grid grid-cols-1 gap-4 md:grid-cols-2 xl:grid-cols-3">
      {offers.map((offer) => (
        <OfferCard key={offer.id} offer={offer} />
      ))}
    </ul>
  );
}

/** Kept out of the comparison: each has a twin of the same amount and term that costs less (decision 14). */
function CostlierOffers({ offers }: { offers: OfferView[] }) {
  if (offers.length === 0) return null;
  return (
    <Disclosure
      summary={offers.length === 1 ? "1 offer that costs more" : `${offers.length} offers that cost more`}
    >
      <p className="mb-4 max-w-prose text-muted">
        For each of these, an offer above has the same amount and term and costs less.
      </p>
      <OfferCards offers={offers} />
      <div className="mt-4">
        <Methods offers={offers} />
      </div>
    </Disclosure>
  );
}

type Smaller = { asked: string; all: boolean; isBusiness: boolean; reasons: readonly string[] };

function CounterOffer({ asked, all, isBusiness, reasons }: Smaller) {
  return (
    <Alert
      title={all ? "We can offer you less than you asked for" : "Some offers are for less than you asked for"}
    >
      You asked for <Money amount={asked} sign />. Based on your{" "}
      {isBusiness ? "revenue, time in business and debts" : "income, housing costs and debts"}, payments on a
      larger loan would be too high, so these are the largest amounts we can offer for these terms. You are
      not obligated to accept any of them.
      {all && reasons.length > 0 && (
        <>
          <p className="mt-3">The principal reasons why we cannot offer the amount you asked for:</p>
          <ul className="list-disc pl-5">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          <p className="mt-3">
            The notice with your rights is under{" "}
            <Link className="link" href="/borrower/documents">
              Documents
            </Link>
            .
          </p>
        </>
      )}
    </Alert>
  );
}

function OfferCard({ offer }: { offer: OfferView }) {
  const { apr, amount, financeCharge, monthlyPayment, termMonths, method, cheaper } = offer;
  return (
    <li className="flex flex-col rounded-lg border bg-surface p-4 sm:p-6">
      <h3 className="font-semibold">
        <Money amount={amount} sign /> over {termWords(termMonths)}
      </h3>
      <p className="text-sm text-muted">{METHOD[method].name}</p>
      <Tags offer={offer} />
      <dl className="mt-4 grid grid-cols-2 gap-4">
        <div className="col-span-2">
          <dt className="text-sm text-muted">Monthly payment</dt>
          <dd className="tnum text-4xl font-semibold tracking-tight">
            <Money amount={monthlyPayment} sign />
          </dd>
        </div>
        <div>
          <dt className="text-sm text-muted">APR</dt>
          <dd className="tnum text-xl font-semibold">{percent(apr)}</dd>
        </div>
        <div>
          <dt className="text-sm text-muted">Finance charge</dt>
          <dd className="tnum text-xl font-semibold">
            <Money amount={financeCharge} sign />
          </dd>
        </div>
      </dl>
      <div className="mt-auto pt-4">
        {cheaper && (
          <p className="mb-3 text-sm text-muted">
            Costs <Money amount={cheaper.saves} sign /> more than {METHOD[cheaper.method].name.toLowerCase()}{" "}
            over the same term.
          </p>
        )}
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
        View offer<span className="sr-only">{terms}</span>
      </LinkButton>
    );
  return (
    <p className="flex flex-wrap justify-between gap-x-4">
      <span className={offer.state === "accepted" ? "font-medium" : "text-muted"}>{CLOSED[offer.state]}</span>
      <Link href={`/borrower/offers/${offer.id}`} className="link">
        View offer<span className="sr-only">{terms}</span>
      </Link>
    </p>
  );
}

const COLUMNS: Column<OfferView>[] = [
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
    header: "Monthly payment",
    numeric: true,
    cell: ({ monthlyPayment }) => <Money amount={monthlyPayment} className="font-semibold" />,
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
  { header: "Last payment", numeric: true, cell: ({ lastPayment }) => <Money amount={lastPayment} /> },
];

function Comparison({ offers }: { offers: OfferView[] }) {
  return (
    <Card aria-labelledby="compare">
      <CardHeader
        id="compare"
        title="Compare offers"
        description="Amounts in US dollars, lowest cost first."
      />
      <DataTable
        caption="All offers with their figures"
        rows={offers}
        rowKey={({ id }) => id}
        columns={COLUMNS}
      />
    </Card>
  );
}

function Terms({ offers }: { offers: OfferView[] }) {
  return (
    <section aria-labelledby="words" className="max-w-prose">
      <h2 id="words" className="text-lg font-semibold">
        Terms explained
      </h2>
      <div className="mt-2 grid gap-3">
        <Methods offers={offers} />
        <dl className="grid gap-3">
          <div>
            <dt className="font-medium">APR</dt>
            <dd className="text-muted">
              The cost of your credit as a yearly rate. It accounts for when you receive the money and when
              you pay it back, so compare loans by APR rather than by rate.
            </dd>
          </div>
          <div>
            <dt className="font-medium">Finance charge</dt>
            <dd className="text-muted">The total cost of the credit in dollars: interest and fees.</dd>
          </div>
        </dl>
      </div>
    </section>
  );
}

function Methods({ offers }: { offers: OfferView[] }) {
  const methods = [...new Set(offers.map(({ method }) => method))];
  return (
    <dl className="grid max-w-prose gap-3">
      {methods.map((method) => (
        <div key={method}>
          <dt className="font-medium">{METHOD[method].name}</dt>
          <dd className="text-muted">{METHOD[method].sentence}</dd>
        </div>
      ))}
    </dl>
  );
}
