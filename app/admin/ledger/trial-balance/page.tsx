import type { Metadata } from "next";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { Td, TFoot, Th, Tr } from "@/components/ui/table";
import { businessDate } from "@/lib/clock";
import { trialBalance, type TrialBalance } from "@/lib/ledger/queries";
import { namesOfAccounts } from "@/lib/people/names";
import { requireActor } from "@/lib/session";
import { AsOfForm } from "../../_parts/as-of-form";
import { AccountLink } from "../../_parts/references";
import { onDate, readFilters, type SearchParams } from "@/app/_parts/search";

export const metadata: Metadata = { title: "Trial balance" };

export default async function TrialBalancePage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const { asOf } = await readFilters({ asOf: onDate }, searchParams);
  const [{ rows, totals }, today] = await Promise.all([trialBalance(asOf ? { asOf } : {}), businessDate()]);
  const names = await namesOfAccounts(rows.map(({ code }) => code));
  return (
    <>
      <PageHeader
        title="Trial balance"
        description="Every account with a posted balance, as a debit or a credit. The two columns must be equal."
        status={rows.length > 0 && <NetBadge totals={totals} />}
      />
      <AsOfForm path="/admin/ledger/trial-balance" asOf={asOf} latest={today} />
      <Card>
        <CardHeader
          title={
            <>
              At the end of <DateText on={asOf ?? today} />
            </>
          }
          description="Amounts in US dollars."
        />
        <DataTable
          caption="Trial balance"
          rows={rows}
          rowKey={({ code }) => code}
          columns={columns(names)}
          footer={<Totals totals={totals} />}
          empty={
            <EmptyState kind={asOf ? "no-results" : "first-use"} title="No account has a balance">
              {asOf ? "Nothing had been posted by the end of this date." : "The first deposit changes that."}
            </EmptyState>
          }
        />
      </Card>
    </>
  );
}

function NetBadge({ totals }: Pick<TrialBalance, "totals">) {
  return totals.every(({ debit, credit }) => debit === credit) ? (
    <StatusBadge tone="posted">Nets to zero</StatusBadge>
  ) : (
    <StatusBadge tone="failed">Does not net to zero</StatusBadge>
  );
}

function columns(names: Map<string, string>): Column<TrialBalance["rows"][number]>[] {
  return [
    {
      header: "Account",
      rowHeader: true,
      cell: ({ code, name }) => <AccountLink code={code} name={name} names={names} />,
    },
    { header: "Debit", numeric: true, cell: ({ debit }) => debit !== "0.00" && <Money amount={debit} /> },
    { header: "Credit", numeric: true, cell: ({ credit }) => credit !== "0.00" && <Money amount={credit} /> },
  ];
}

function Totals({ totals }: Pick<TrialBalance, "totals">) {
  return (
    <TFoot>
      {totals.map(({ currency, debit, credit }) => (
        <Tr key={currency}>
          <Th scope="row" role="rowheader">
            Sum in {currency}
          </Th>
          <Td numeric label="Debit">
            <Money amount={debit} />
          </Td>
          <Td numeric label="Credit">
            <Money amount={credit} />
          </Td>
        </Tr>
      ))}
    </TFoot>
  );
}
