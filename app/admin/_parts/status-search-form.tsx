import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";

/** The filters of applications and loans: a person or a number, and a status. */
export function StatusSearchForm({
  path,
  filters,
  statuses,
  active,
}: {
  path: string;
  /** Those without a field here are kept as they are. */
  filters: Record<string, string | undefined>;
  statuses: { value: string; label: string }[];
  active: boolean;
}) {
  const { q, status, ...kept } = filters;
  return (
    <FilterForm path={path} filters={filters} active={active}>
      <FilterField name="q" label="Borrower or number" className="sm:w-72">
        <Input type="search" defaultValue={q} />
      </FilterField>
      <FilterField name="status" label="Status" className="sm:w-56">
        <Select defaultValue={status ?? ""}>
          <option value="">Any</option>
          {statuses.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </FilterField>
      {Object.entries(kept).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
    </FilterForm>
  );
}
