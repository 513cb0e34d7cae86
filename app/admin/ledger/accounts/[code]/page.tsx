import type { Metadata } from "next";
import { z } from "zod";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { Badge, StatusBadge } from "@/components/ui/status-badge";
import { businessDate } from "@/lib/clock";
import { namesOfParties } from "@/lib/identity/people";
import { isFrozen } from "@/lib/ledger/account-terms";
import { getAccountPageAtVersion } from "@/lib/ledger/account-at-version";
import { listMonitors } from "@/lib/ledger/monitors";
import { getAccountPage, getBalances } from "@/lib/ledger/queries";
import { listStatements } from "@/lib/ledger/statements";
import { requireActor } from "@/lib/session";
import Link from "@/components/ui/link";
import { Input } from "@/components/ui/input";
import { AsOfForm } from "../../../_parts/as-of-form";
import { FilterField } from "@/app/_parts/filter-field";
import { found } from "@/app/_parts/found";
import { OlderNewer } from "../../../_parts/older-newer";
import { hrefWith } from "@/app/_parts/href-with";
import { accountHref } from "../../../_parts/paths";
import { Code } from "../../../_parts/references";
import { onDate, readFilters, type SearchParams } from "@/app/_parts/search";
import { partyOf } from "../../account-groups";
import { AccountFigures } from "./account-figures";
import { FlatEntries } from "./flat-entries";
import { FreezeCard } from "./freeze-card";
import { MonitorsCard } from "./monitors-card";
import { StatementsCard } from "./statements-card";
import { TAccount } from "./t-account";

export const metadata: Metadata = { title: "Account" };

const RULES = {
  view: z.enum(["list"]),
  asOf: onDate,
  version: z.string().regex(/^\d{1,18}$/),
  before: z.string().regex(/^\d{1,18}$/),
};

type Props = { params: Promise<{ code: string }>; searchParams: SearchParams };

export default async function AccountPage({ params, searchParams }: Props) {
  await requireActor("ADMIN");
  const code = decodeURIComponent((await params).code);
  const { view, asOf, version, before } = await readFilters(RULES, searchParams);
  const page = await found(
    version === undefined
      ? getAccountPage(code, { ...(asOf && { asOf }), ...(before && { before }) })
      : getAccountPageAtVersion(code, { version, asOf, before }),
  );
  const [today, names, frozen, monitors, statements, now] = await Promise.all([
    businessDate(),
    namesOfParties([partyOf(code) ?? ""]),
    isFrozen(code),
    listMonitors(code),
    listStatements(code),
    getBalances([code]),
  ]);
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
        status={
          <>
            <Badge>Normal side: {account.normalSide}</Badge>
            <Badge>{account.currency}</Badge>
            {frozen && <StatusBadge tone="failed">Frozen</StatusBadge>}
          </>
        }
        description={<Code>{code}</Code>}
      />
      <AsOfForm
        path={path}
        asOf={asOf}
        latest={today}
        filters={{ view, version }}
        active={asOf !== undefined || version !== undefined}
      >
        {view && <input type="hidden" name="view" value={view} />}
        <FilterField name="version" label="As known at version" className="sm:w-44">
          <Input
            inputMode="numeric"
            defaultValue={version}
            placeholder={now.get(code)?.version}
            className="figures"
          />
        </FilterField>
      </AsOfForm>
      <AccountFigures
        account={account}
        asOf={asOf}
        latest={version === undefined ? undefined : now.get(code)?.version}
      />
      <LinkTabs
        label="Layout of the entries"
        items={[
          { label: "T-account", href: hrefWith(path, { asOf, version }), current: view !== "list" },
          {
            label: "Flat list",
            href: hrefWith(path, { asOf, version, view: "list" }),
            current: view === "list",
          },
        ]}
      />
      <Card className="rounded-t-none border-t-0">
        {entries.length > 0 ? (
          <Entries entries={entries} />
        ) : (
          <EmptyState
            kind={asOf || version ? "no-results" : "first-use"}
            title={asOf || version ? "No entries up to there" : "No entries yet"}
          >
            {asOf || version
              ? "Choose a later date or a higher version."
              : "The account is open; nothing has been posted or reserved on it."}
          </EmptyState>
        )}
        <OlderNewer path={path} filters={{ view, asOf, version }} before={before} next={nextBefore} />
      </Card>
      <p className="mt-4 mb-8">
        <Link
          className="link inline-block min-h-6 leading-6"
          href={hrefWith("/admin/ledger/refusals", { account: code })}
        >
          What was refused on this account
        </Link>
      </p>
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        <StatementsCard account={code} statements={statements} today={today} />
        <MonitorsCard account={code} currency={account.currency} monitors={monitors} />
        <FreezeCard account={code} frozen={frozen} />
      </div>
    </>
  );
}

function Title({ name, party }: { name: string; party: string | undefined }) {
  return party ? `${name} of ${party}` : name;
}
