import type { Metadata } from "next";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { listRejections } from "@/lib/ledger/rejections";
import { namesOfAccounts } from "@/lib/people/names";
import { requireActor } from "@/lib/session";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { OlderNewer } from "@/app/_parts/older-newer";
import { isFiltered, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { REASONS } from "./reasons";
import { RefusalsTable } from "./refusals-table";

export const metadata: Metadata = { title: "Refusals" };

const PATH = "/admin/ledger/refusals";
const KNOWN = Object.keys(REASONS) as (keyof typeof REASONS)[];
const RULES = { reason: z.enum(KNOWN), account: searchText, before: z.string().regex(/^\d{1,18}$/) };

export default async function RefusalsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const filters = await readFilters(RULES, searchParams);
  const { before, ...rest } = filters;
  const { rejections, nextBefore } = await listRejections(filters);
  const names = await namesOfAccounts(rejections.flatMap((each) => each.account?.code ?? []));
  return (
    <>
      <PageHeader
        title="Refusals"
        description="What the ledger was asked and did not do, newest first, amounts in the account's currency. The same request gets the same refusal for ever; trying again takes a new key."
      />
      <FilterForm path={PATH} filters={rest} active={isFiltered(filters)}>
        <FilterField name="reason" label="Reason" className="sm:w-64">
          <Select defaultValue={rest.reason ?? ""}>
            <option value="">Any</option>
            {KNOWN.map((reason) => (
              <option key={reason} value={reason}>
                {REASONS[reason]}
              </option>
            ))}
          </Select>
        </FilterField>
        <FilterField name="account" label="Account code" className="sm:w-72">
          <Input type="search" defaultValue={rest.account} className="figures" />
        </FilterField>
      </FilterForm>
      <Card>
        <RefusalsTable
          rejections={rejections}
          names={names}
          empty={
            isFiltered(filters) ? (
              <EmptyState kind="no-results" title="No refusal fits these filters" />
            ) : (
              <EmptyState title="Nothing was refused yet">
                A request that breaks a rule, such as the floor of an account, is listed here.
              </EmptyState>
            )
          }
        />
        <OlderNewer path={PATH} filters={rest} before={before} next={nextBefore} />
      </Card>
    </>
  );
}
