import type { ReactNode } from "react";
import { Brand } from "@/components/brand";
import { SiteFooter } from "@/components/site-footer";
import { LinkButton } from "@/components/ui/button";
import { Card, CardFooter, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Money, Rate } from "@/components/ui/money";
import { railsInWords } from "@/lib/payments/rails";

export interface OpenRate {
  id: string;
  termMonths: number;
  annualRate: string;
  minimum: string;
  exampleDeposit: string;
  exampleMaturity: string;
}

/** What this is, for whom, at what rates, and how to try it, within one screen. */
export function Landing({
  rates,
  banner,
  demo,
}: {
  rates: OpenRate[];
  banner?: ReactNode;
  demo?: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      {banner}
      <header className="border-b bg-surface">
        <div className="mx-auto flex h-14 max-w-6xl items-center justify-between gap-4 px-4 sm:px-6">
          <Brand />
          <div className="flex items-center gap-2">
            <LinkButton href="/sign-in" variant="ghost" size="sm">
              Sign in
            </LinkButton>
            <LinkButton href="/register" variant="secondary" size="sm" className="max-sm:hidden">
              Open an account
            </LinkButton>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 outline-none sm:px-6">
        <div className="grid gap-x-16 gap-y-10 py-8 lg:grid-cols-2 lg:py-14">
          <Introduction />
          <Rates rates={rates} />
        </div>
        {demo && (
          <section aria-labelledby="try" className="border-t py-8 lg:py-12">
            <h2 id="try" className="text-lg font-semibold">
              Try it
            </h2>
            <p className="mt-1 mb-4 max-w-prose text-muted">
              This is a sandbox: sign in as one of these people with one click. No real money moves, and
              nothing you do can break it.
            </p>
            {demo}
          </section>
        )}
        <HowItWorks />
      </main>
      <SiteFooter />
    </div>
  );
}

function Introduction() {
  return (
    <div>
      <h1 className="max-w-lg text-2xl font-semibold tracking-tight sm:text-4xl">
        A lending marketplace you can check to the cent
      </h1>
      <p className="mt-4 max-w-prose text-lg">
        Investors deposit for a fixed term at a fixed rate. Borrowers, people and small businesses, receive
        the money and repay it month by month.
      </p>
      <p className="mt-3 max-w-prose text-lg">
        Every deposit, disbursement, repayment and payout is an entry in a double-entry ledger, and every
        balance you see opens to the entries behind it.
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        <LinkButton href="/register?as=investor">Invest</LinkButton>
        <LinkButton href="/register?as=borrower" variant="secondary">
          Borrow
        </LinkButton>
      </div>
    </div>
  );
}

function Rates({ rates }: { rates: OpenRate[] }) {
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
          <EmptyState title="No term is open today">
            New terms and rates appear here as soon as they are offered.
          </EmptyState>
        }
        columns={[
          { header: "Term", rowHeader: true, cell: ({ termMonths }) => `${termMonths} months` },
          { header: "Rate a year", numeric: true, cell: ({ annualRate }) => <Rate rate={annualRate} /> },
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
            From <Money amount={least} />.{" "}
          </>
        )}
        Simple interest, paid at maturity. A simulation, not an offer of securities; no FDIC insurance.
        Repayment depends on borrowers and is not guaranteed.
      </CardFooter>
    </Card>
  );
}

const STEPS = [
  {
    title: "For investors",
    steps: [
      "Choose a term and see what you would get, on which date.",
      `Deposit by ${railsInWords("DEPOSIT")} and follow the money from your bank to the pool.`,
      "Watch interest accrue each month, and be paid out at maturity.",
    ],
  },
  {
    title: "For borrowers",
    steps: [
      "Say how much and what for; a soft credit check is enough.",
      "Compare offers side by side, each with its APR and total of payments.",
      `Receive the money by ${railsInWords("DISBURSEMENT")}, and repay month by month.`,
    ],
  },
];

function HowItWorks() {
  return (
    <div className="grid gap-x-16 gap-y-8 border-t py-8 sm:grid-cols-2 lg:py-12">
      {STEPS.map(({ title, steps }) => (
        <section key={title}>
          <h2 className="text-lg font-semibold">{title}</h2>
          <ol className="mt-3 grid gap-2">
            {steps.map((step, index) => (
              <li key={step} className="flex gap-3">
                <span aria-hidden className="w-4 shrink-0 tnum font-medium text-muted">
                  {index + 1}
                </span>
                {step}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
