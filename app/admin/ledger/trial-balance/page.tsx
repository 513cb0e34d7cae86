import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import { Td, TFoot, Th, Tr } from "@/components/ui/table";
import { businessDate } from "@/lib/clock";
import { trialBalanceTotals } from "@/lib/ledger/account-lists";
import { onReplica } from "@/lib/read-replica";
import type { TrialBalance } from "@/lib/ledger/queries";
import { requirePermission } from "@/lib/session";
import { TRIAL_BALANCE } from "./list";

export const metadata: Metadata = { title: "Trial balance" };

export default async function TrialBalancePage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("books.see");
  const list = await readList(TRIAL_BALANCE, searchParams);
  const { asOf } = list.values;
  const [totals, today] = await Promise.all([onReplica(() => trialBalanceTotals({ asOf })), businessDate()]);
  return (
    <ListPage
      list={list}
      title="Trial balance"
      description={
        <>
          Every account with a posted balance at the end of <DateText on={asOf ?? today} />, by debit and
          credit, in US dollars. The two columns must be equal.
        </>
      }
      status={list.total > 0 && <NetBadge totals={totals} />}
      footer={<Totals totals={totals} />}
      empty={{ title: "No account has a balance", text: "The first deposit creates the first balances." }}
    />
  );
}

function NetBadge({ totals }: Pick<TrialBalance, "totals">) {
  return totals.every(({ debit, credit }) => debit === credit) ? (
    <StatusBadge tone="posted">Nets to zero</StatusBadge>
  ) : (
    <StatusBadge tone="failed">Does not net to zero</StatusBadge>
  );
}

/** Of all pages. */
function Totals({ totals }: Pick<TrialBalance, "totals">) {
  return (
    <TFoot>
      {totals.map(({ currency, debit, credit }) => (
        <Tr key={currency}>
          <Th scope="row" role="rowheader">
            Total in {currency}
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
