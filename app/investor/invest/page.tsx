import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listInvestmentOptions } from "@/lib/investing/option-queries";
import { requireActor } from "@/lib/session";
import { first, type SearchParams } from "../_parts/search-params";
import { InvestStepper } from "./invest-stepper";
import { projectTyped } from "./project-typed";
import { TermForm } from "./term-form";
import { QueryProvider } from "@/components/query-provider";

export const metadata: Metadata = { title: "Invest" };

const USUAL_AMOUNT = "10,000.00";

export default async function InvestPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("INVESTOR");
  const given = await searchParams;
  const amount = first(given.amount) ?? USUAL_AMOUNT;
  const chosen = first(given.option);
  const [options, projected] = await Promise.all([listInvestmentOptions(), projectTyped(amount)]);
  const isGone = chosen !== undefined && !options.some(({ id }) => id === chosen);
  return (
    <>
      <PageHeader
        title="Invest"
        description="A fixed term at a fixed rate. We repay principal and interest at maturity."
      />
      <InvestStepper current={1} />
      {isGone && (
        <Alert tone="pending" title="The term you chose is no longer offered" className="mb-6">
          Choose another term. Your amount is unchanged.
        </Alert>
      )}
      <Card>
        {options.length === 0 ? (
          <EmptyState title="No terms are open today">
            There are no terms to choose from at the moment. Your existing investments continue as agreed.
          </EmptyState>
        ) : (
          <CardBody className="pt-4 sm:pt-6">
            <QueryProvider>
              <TermForm
                options={options}
                amount={amount}
                optionId={isGone || !chosen ? (options[0]?.id ?? "") : chosen}
                initial={projected}
              />
            </QueryProvider>
          </CardBody>
        )}
      </Card>
      <p className="mt-6 max-w-prose text-sm text-muted">
        The rate is fixed for the term, but payment in full or on time is not guaranteed. Your money is lent
        to borrowers, some of whom may not repay. This is not a bank deposit and is not insured. If you leave
        before the term ends, you forfeit some of the interest, and we pay when the pool has the cash.
      </p>
    </>
  );
}
