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
        description="A fixed term at a fixed rate, paid back with interest at its end."
      />
      <InvestStepper current={1} />
      {isGone && (
        <Alert tone="pending" title="The term you had chosen is no longer offered" className="mb-6">
          Choose one of these; the amount is as you left it.
        </Alert>
      )}
      <Card>
        {options.length === 0 ? (
          <EmptyState title="Nothing is on offer today">
            There are no terms to choose from at the moment. Come back another day; your investments go on as
            agreed.
          </EmptyState>
        ) : (
          <CardBody className="pt-4 sm:pt-6">
            <TermForm
              options={options}
              amount={amount}
              optionId={isGone || !chosen ? (options[0]?.id ?? "") : chosen}
              initial={projected}
            />
          </CardBody>
        )}
      </Card>
      <p className="mt-6 max-w-prose text-sm text-muted">
        The rate is fixed for the term, but nobody guarantees that you are paid in full or on time: your money
        is lent to borrowers, some of whom may not repay. It is not a bank deposit and not insured. The amount
        is committed for the whole term.
      </p>
    </>
  );
}
