import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import Link from "@/components/ui/link";
import type { AccountEntry, AccountPage } from "@/lib/ledger/queries";
import { OlderNewer } from "@/app/_parts/older-newer";
import { hrefWith } from "@/app/_parts/href-with";
import { FlatEntries } from "./flat-entries";
import { TAccount } from "./t-account";

export type EntriesProps = { entries: AccountEntry[]; names: Map<string, string> };

type Filters = Partial<Record<"view" | "asOf" | "version" | "holds", string | undefined>>;

/** The entries as a T-account or as a flat list, with or without the holds that are settled or released. */
export function AccountEntries({
  path,
  filters,
  before,
  page: { entries, nextBefore },
  names,
}: {
  path: string;
  filters: Filters;
  before: string | undefined;
  page: AccountPage;
  names: Map<string, string>;
}) {
  const { view } = filters;
  const Entries = view === "list" ? FlatEntries : TAccount;
  return (
    <>
      <LinkTabs
        label="Layout of the entries"
        items={[
          {
            label: "T-account",
            href: hrefWith(path, { ...filters, view: undefined }),
            current: view !== "list",
          },
          {
            label: "Flat list",
            href: hrefWith(path, { ...filters, view: "list" }),
            current: view === "list",
          },
        ]}
      />
      <Card className="rounded-t-none border-t-0">
        <HoldsToggle path={path} filters={filters} />
        {entries.length > 0 ? <Entries entries={entries} names={names} /> : <NoEntries filters={filters} />}
        <OlderNewer path={path} filters={filters} before={before} next={nextBefore} />
      </Card>
    </>
  );
}

function HoldsToggle({ path, filters }: { path: string; filters: Filters }) {
  const isHiding = filters.holds === "open";
  return (
    <p className="no-print px-4 py-2 text-right sm:px-6">
      <Link
        className="link inline-block min-h-6 leading-6"
        href={hrefWith(path, { ...filters, holds: isHiding ? undefined : "open" })}
      >
        {isHiding ? "Show settled and released holds" : "Hide settled and released holds"}
      </Link>
    </p>
  );
}

function NoEntries({ filters: { asOf, version, holds } }: { filters: Filters }) {
  if (asOf || version)
    return (
      <EmptyState kind="no-results" title="No entries in this range">
        Choose a later date or a higher version.
      </EmptyState>
    );
  if (holds)
    return (
      <EmptyState kind="no-results" title="Only settled and released holds">
        This account has no other entries.
      </EmptyState>
    );
  return (
    <EmptyState title="No entries yet">
      The account is open. Nothing has been posted or reserved on it.
    </EmptyState>
  );
}
