import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";

export const CONNECTION_FILTERS = [
  "NotConnected",
  "PendingAuth",
  "Linked",
  "Unlinked",
  "Deauthorized",
] as const;

const NAMES: Record<(typeof CONNECTION_FILTERS)[number], string> = {
  NotConnected: "Never connected",
  PendingAuth: "Waiting for access",
  Linked: "Connected",
  Unlinked: "Disconnected",
  Deauthorized: "Access withdrawn",
};

export function connectionName(status: string): string {
  return NAMES[status as keyof typeof NAMES] ?? "Checking";
}

export function BorrowerFilterForm({
  path,
  filters,
  active,
}: {
  path: string;
  filters: Record<string, string | undefined>;
  active: boolean;
}) {
  return (
    <FilterForm path={path} filters={filters} active={active}>
      <FilterField name="q" label="Borrower or books" className="sm:w-64">
        <Input type="search" defaultValue={filters.q} />
      </FilterField>
      <FilterField name="status" label="Connection" className="sm:w-48">
        <Select defaultValue={filters.status ?? ""}>
          <option value="">Any</option>
          {CONNECTION_FILTERS.map((status) => (
            <option key={status} value={status}>
              {NAMES[status]}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField name="mapping" label="Accounts chosen" className="sm:w-40">
        <Select defaultValue={filters.mapping ?? ""}>
          <option value="">Any</option>
          <option value="complete">All four</option>
          <option value="incomplete">Some missing</option>
        </Select>
      </FilterField>
      <FilterField name="failures" label="Failures" className="sm:w-40">
        <Select defaultValue={filters.failures ?? ""}>
          <option value="">Any</option>
          <option value="yes">Only with failures</option>
        </Select>
      </FilterField>
    </FilterForm>
  );
}
