import type { Metadata } from "next";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { businessDate } from "@/lib/clock";
import { listAccounts } from "@/lib/ledger/queries";
import { namesOfAccounts } from "@/lib/people/names";
import { requireActor } from "@/lib/session";
import { FilterField } from "@/app/_parts/filter-field";
import { AsOfForm } from "../_parts/as-of-form";
import { accountGroups } from "./account-groups";
import { isFiltered, onDate, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { AccountGroup } from "./account-group";

export const metadata: Metadata = { title: "Accounts" };

const PATH = "/admin/ledger";
const RULES = { prefix: searchText, show: z.enum(["with-balance"]), asOf: onDate };

export default async function ChartOfAccountsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const filters = await readFilters(RULES, searchParams);
  const { prefix, show, asOf } = filters;
  const [accounts, today] = await Promise.all([
    listAccounts({ ...(prefix && { prefix }), ...(asOf && { asOf }) }),
    businessDate(),
  ]);
  const groups = accountGroups(accounts, { onlyWithBalance: show === "with-balance" });
  const names = await namesOfAccounts(groups.flatMap(({ shown }) => shown.map(({ code }) => code)));
  return (
    <>
      <PageHeader
        title="Accounts"
        description="The chart of accounts, in US dollars. A balance is written on the account's normal side: positive is what it usually holds."
      />
      <AsOfForm
        path={PATH}
        asOf={asOf}
        latest={today}
        filters={{ prefix, show }}
        active={isFiltered(filters)}
      >
        <FilterField name="prefix" label="Code begins with" className="sm:w-72">
          <Input type="search" defaultValue={prefix} placeholder="borrower:" className="figures" />
        </FilterField>
        <FilterField name="show" label="Show" className="sm:w-52">
          <Select defaultValue={show ?? ""}>
            <option value="">All accounts</option>
            <option value="with-balance">Those with a balance</option>
          </Select>
        </FilterField>
      </AsOfForm>
      {groups.length > 0 ? (
        <div className="grid gap-8">
          {groups.map((group) => (
            <AccountGroup key={group.id} group={group} names={names} />
          ))}
        </div>
      ) : (
        <Card>
          <EmptyState kind="no-results" title="No account fits these filters">
            Codes begin with cash, revenue, borrower or investor.
          </EmptyState>
        </Card>
      )}
    </>
  );
}
