import type { ReactNode } from "react";
import { Brand } from "@/components/brand";
import { SiteFooter } from "@/components/site-footer";
import { LinkButton } from "@/components/ui/button";
import type { AdvertisedRates } from "@/lib/lending/application/advertised-rates";
import { BorrowerRates } from "./borrower-rates";
import { InvestorRates, type OpenRate } from "./investor-rates";
import { railsInWords } from "@/lib/payments/rails";

/** What this is, for whom, at what rates, and how to try it, within one screen. */
export function Landing({
  rates,
  loans,
  banner,
  demo,
}: {
  rates: OpenRate[];
  loans: AdvertisedRates | null;
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
          <div className="grid grid-cols-1 content-start gap-10">
            <Introduction />
            {demo && (
              <section aria-labelledby="try">
                <h2 id="try" className="text-lg font-semibold">
                  Try it
                </h2>
                <p className="mt-1 mb-4 max-w-prose text-muted">
                  This is a sandbox. Sign in as one of these people with one click. No real money moves, and
                  you cannot break anything.
                </p>
                {demo}
              </section>
            )}
          </div>
          <div className="grid grid-cols-1 content-start gap-6">
            <InvestorRates rates={rates} />
            <BorrowerRates loans={loans} />
          </div>
        </div>
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
        Investors deposit for a fixed term at a fixed rate. People and small businesses borrow the money and
        repay it monthly.
      </p>
      <p className="mt-3 max-w-prose text-lg">
        Every deposit, disbursement, repayment and payout is recorded in a double-entry ledger, and every
        balance links to the entries behind it.
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

const STEPS = [
  {
    title: "For investors",
    steps: [
      "Choose a term and see how much you will receive, and when.",
      `Deposit by ${railsInWords("DEPOSIT")} and track the money from your bank to the pool.`,
      "Earn interest each month and receive your payout at maturity.",
    ],
  },
  {
    title: "For borrowers",
    steps: [
      "Tell us the amount and purpose. Applying requires only a soft credit check.",
      "Compare offers side by side by monthly payment, APR and total of payments.",
      `Receive the money by ${railsInWords("DISBURSEMENT")}, and repay it monthly.`,
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
