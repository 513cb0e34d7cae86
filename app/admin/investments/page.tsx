import type { Metadata } from "next";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money, Rate } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { listAllInvestments, type InvestmentAdminRow } from "@/lib/investing/admin-queries";
import { requireActor } from "@/lib/session";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { OlderNewer } from "../_parts/older-newer";
import { investmentHref } from "../_parts/paths";
import { PersonLink } from "../_parts/person-link";
import { BalanceLink, CodeLink } from "../_parts/references";
import { isFiltered, mark, readFilters, type SearchParams } from "@/app/_parts/search";
import { InvestmentBadge, INVESTMENT_CHOICES } from "../_parts/statuses";
import { count } from "@/app/_parts/words";

export const metadata: Metadata = { title: "Investments" };

const PATH = "/admin/investments";
const RULES = {
  status: z.enum(["DEPOSITING", "ACTIVE", "MATURED", "PAID_OUT", "FAILED", "RETURNED"]),
  investorId: mark,
  optionId: mark,
  waiting: z.literal("cash"),
  before: z.coerce.number().int().positive(),
};

export default async function InvestmentsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const { before, ...filters } = await readFilters(RULES, searchParams);
  const { status, investorId, optionId, waiting } = filters;
  const { rows, nextBefore } = await listAllInvestments({
    ...{ status, investorId, optionId, before },
    waitingOnly: waiting === "cash",
  });
  const active = isFiltered(filters);
  return (
    <>
      <PageHeader
        title="Investments"
        description="What investors have put in, newest first, amounts in US dollars."
      />
      <FilterForm path={PATH} filters={filters} active={active}>
        <FilterField name="status" label="Status" className="sm:w-52">
          <Select defaultValue={status ?? ""}>
            <option value="">Any</option>
            {INVESTMENT_CHOICES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </FilterField>
        <FilterField name="waiting" label="Waiting" className="sm:w-56">
          <Select defaultValue={waiting ?? ""}>
            <option value="">All</option>
            <option value="cash">Payout waits for cash</option>
          </Select>
        </FilterField>
        {investorId && <input type="hidden" name="investorId" value={investorId} />}
        {optionId && <input type="hidden" name="optionId" value={optionId} />}
      </FilterForm>
      <Card>
        <DataTable
          caption="Investments"
          rows={rows}
          rowKey={({ id }) => id}
          columns={COLUMNS}
          empty={
            active ? (
              <EmptyState kind="no-results" title="No investment fits these filters" />
            ) : (
              <EmptyState title="No investments yet">
                They appear here as soon as an investor signs one.
              </EmptyState>
            )
          }
        />
        <OlderNewer path={PATH} filters={filters} before={before?.toString()} next={nextBefore?.toString()} />
      </Card>
    </>
  );
}

const COLUMNS: Column<InvestmentAdminRow>[] = [
  {
    header: "Investment",
    rowHeader: true,
    cell: ({ id, number }) => <CodeLink href={investmentHref(id)}>{number}</CodeLink>,
  },
  {
    header: "Investor",
    cell: ({ investorId, investorName }) => <PersonLink id={investorId} name={investorName} />,
  },
  { header: "Status", cell: ({ status }) => <InvestmentBadge status={status} /> },
  {
    header: "Terms",
    cell: ({ termMonths, annualRate }) => (
      <>
        {count(termMonths, "month")} at <Rate rate={annualRate} />
      </>
    ),
  },
  { header: "Matures", cell: ({ maturesOn }) => maturesOn && <DateText on={maturesOn} short /> },
  { header: "Deposit", numeric: true, cell: ({ principal }) => <Money amount={principal} /> },
  {
    header: "Principal now",
    numeric: true,
    cell: ({ balances }) => (
      <BalanceLink code={balances.principal.accountCode} amount={balances.principal.posted} />
    ),
  },
  {
    header: "Interest now",
    numeric: true,
    cell: ({ balances }) => (
      <BalanceLink code={balances.interest.accountCode} amount={balances.interest.posted} />
    ),
  },
  { header: "At maturity", numeric: true, cell: ({ maturityAmount }) => <Money amount={maturityAmount} /> },
];
