import type { Metadata } from "next";
import { z } from "zod";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { Badge } from "@/components/ui/status-badge";
import { businessDate } from "@/lib/clock";
import { namesOfParties } from "@/lib/identity/people";
import { getAccountPage } from "@/lib/ledger/queries";
import { requireActor } from "@/lib/session";
import { AsOfForm } from "../../../_parts/as-of-form";
import { found } from "../../../_parts/found";
import { OlderNewer } from "../../../_parts/older-newer";
import { accountHref, hrefWith } from "../../../_parts/paths";
import { Code } from "../../../_parts/references";
import { onDate, readFilters, type SearchParams } from "../../../_parts/search";
import { partyOf } from "../../account-groups";
import { AccountFigures } from "./account-figures";
import { FlatEntries } from "./flat-entries";
import { TAccount } from "./t-account";

export const metadata: Metadata = { title: "Account" };

const RULES = { view: z.enum(["list"]), asOf: onDate, before: z.string().regex(/^\d{1,18}$/) };

type Props = { params: Promise<{ code: string }>; searchParams: SearchParams };

export default async function AccountPage({ params, searchParams }: Props) {
  await requireActor("ADMIN");
  const code = decodeURIComponent((await params).code);
  const { view, asOf, before } = await readFilters(RULES, searchParams);
  const page = await found(getAccountPage(code, { ...(asOf && { asOf }), ...(before && { before }) }));
  const [today, names] = await Promise.all([businessDate(), namesOfParties([partyOf(code) ?? ""])]);
  const { account, entries, nextBefore } = page;
  const path = accountHref(code);
  const Entries = view === "list" ? FlatEntries : TAccount;
  return (
    <>
      <PageHeader
        title={<Title name={account.name} party={names.get(partyOf(code) ?? "")} />}
        breadcrumbs={
          <Breadcrumbs items={[{ label: "Accounts", href: "/admin/ledger" }, { label: account.name }]} />
        }
        status={<Badge>Normal side: {account.normalSide}</Badge>}
        description={<Code>{code}</Code>}
      />
      <AsOfForm path={path} asOf={asOf} latest={today} filters={{ view }}>
        {view && <input type="hidden" name="view" value={view} />}
      </AsOfForm>
      <AccountFigures account={account} asOf={asOf} />
      <LinkTabs
        label="Layout of the entries"
        items={[
          { label: "T-account", href: hrefWith(path, { asOf }), current: view !== "list" },
          { label: "Flat list", href: hrefWith(path, { asOf, view: "list" }), current: view === "list" },
        ]}
      />
      <Card className="rounded-t-none border-t-0">
        {entries.length > 0 ? (
          <Entries entries={entries} />
        ) : (
          <EmptyState
            kind={asOf ? "no-results" : "first-use"}
            title={asOf ? "No entries up to this date" : "No entries yet"}
          >
            {asOf
              ? "Choose a later date."
              : "The account is open; nothing has been posted or reserved on it."}
          </EmptyState>
        )}
        <OlderNewer path={path} filters={{ view, asOf }} before={before} next={nextBefore} />
      </Card>
    </>
  );
}

function Title({ name, party }: { name: string; party: string | undefined }) {
  return party ? `${name} of ${party}` : name;
}
