import type { Metadata } from "next";
import { z } from "zod";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Input } from "@/components/ui/input";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Badge, StatusBadge } from "@/components/ui/status-badge";
import { businessDate } from "@/lib/clock";
import { getAccountPageAtVersion } from "@/lib/ledger/account-at-version";
import { isFrozen } from "@/lib/ledger/account-terms";
import { listMonitors } from "@/lib/ledger/monitors";
import { getAccountPage, getBalances, type AccountBalance, type AccountPage } from "@/lib/ledger/queries";
import { listStatements } from "@/lib/ledger/statements";
import { namesOfAccounts } from "@/lib/people/names";
import { may } from "@/lib/permissions";
import { requirePermission } from "@/lib/session";
import { AsOfForm } from "../../../_parts/as-of-form";
import { accountHref } from "../../../_parts/paths";
import { Code } from "../../../_parts/references";
import { AccountEntries } from "./account-entries";
import { FilterField } from "@/app/_parts/filter-field";
import { found } from "@/app/_parts/found";
import { hrefWith } from "@/app/_parts/href-with";
import { onDate, readFilters, type Filters, type SearchParams } from "@/app/_parts/search";
import { AccountFigures } from "./account-figures";
import { FreezeCard } from "./freeze-card";
import { MonitorsCard } from "./monitors-card";
import { StatementsCard } from "./statements-card";

export const metadata: Metadata = { title: "Account" };

const RULES = {
  view: z.enum(["list"]),
  asOf: onDate,
  version: z.string().regex(/^\d{1,18}$/),
  holds: z.enum(["open"]),
  before: z.string().regex(/^\d{1,18}$/),
};

type Props = { params: Promise<{ code: string }>; searchParams: SearchParams };

export default async function AccountPage({ params, searchParams }: Props) {
  const { roles } = await requirePermission("books.see");
  const code = decodeURIComponent((await params).code);
  const { before, ...filters } = await readFilters(RULES, searchParams);
  const { version, asOf } = filters;
  const page = await found(readPage(code, { before, ...filters }));
  const [today, names, frozen, now, statements, monitors] = await Promise.all([
    businessDate(),
    namesOfAccounts([code, ...page.entries.flatMap((entry) => entry.counterLegs.map((leg) => leg.account))]),
    isFrozen(code),
    getBalances([code]),
    listStatements(code),
    listMonitors(code),
  ]);
  const current = now.get(code)?.version;
  const name = names.get(code) ?? page.account.name;
  return (
    <>
      <Header account={page.account} name={name} frozen={frozen} />
      <PointInTimeForm path={accountHref(code)} filters={filters} today={today} version={current} />
      <AccountFigures
        account={page.account}
        asOf={asOf}
        latest={version === undefined ? undefined : current}
      />
      <AccountEntries path={accountHref(code)} filters={filters} before={before} page={page} names={names} />
      <p className="mt-4 mb-8">
        <Link
          className="link inline-block min-h-6 leading-6"
          href={hrefWith("/admin/ledger/refusals", { account: code })}
        >
          Requests refused on this account
        </Link>
      </p>
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        <StatementsCard account={code} statements={statements} today={today} />
        <MonitorsCard account={code} currency={page.account.currency} monitors={monitors} />
        <FreezeCard
          account={code}
          name={name}
          frozen={frozen}
          mayPropose={may(roles, "ledger-account.freeze.propose")}
        />
      </div>
    </>
  );
}

function readPage(
  code: string,
  { version, asOf, before, holds }: Filters<typeof RULES>,
): Promise<AccountPage | null> {
  const openHoldsOnly = holds === "open";
  return version === undefined
    ? getAccountPage(code, { ...(asOf && { asOf }), ...(before && { before }), openHoldsOnly })
    : getAccountPageAtVersion(code, { version, asOf, before, openHoldsOnly });
}

function Header({ account, name, frozen }: { account: AccountBalance; name: string; frozen: boolean }) {
  return (
    <PageHeader
      title={name}
      breadcrumbs={<Breadcrumbs items={[{ label: "Accounts", href: "/admin/ledger" }, { label: name }]} />}
      status={
        <>
          <Badge>Normal side: {account.normalSide}</Badge>
          <Badge>{account.currency}</Badge>
          {frozen && <StatusBadge tone="failed">Frozen</StatusBadge>}
        </>
      }
      description={<Code>{account.code}</Code>}
    />
  );
}

function PointInTimeForm({
  path,
  filters: { view, asOf, version, holds },
  today,
  version: current,
}: {
  path: string;
  filters: Omit<Filters<typeof RULES>, "before">;
  today: string;
  version: string | undefined;
}) {
  return (
    <AsOfForm
      path={path}
      asOf={asOf}
      latest={today}
      filters={{ view, version, holds }}
      active={asOf !== undefined || version !== undefined}
    >
      {view && <input type="hidden" name="view" value={view} />}
      {holds && <input type="hidden" name="holds" value={holds} />}
      <FilterField name="version" label="As known at version" className="sm:w-44">
        <Input inputMode="numeric" defaultValue={version} placeholder={current} className="figures" />
      </FilterField>
    </AsOfForm>
  );
}
