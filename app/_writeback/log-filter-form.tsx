import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { EVENT_WORDS } from "@/lib/writeback/codat/words";
import { STATES } from "./log-rules";

/** Filters of the log; those without a field here (a loan, a borrower) are kept as they are. */
export function LogFilterForm({
  path,
  filters,
  active,
}: {
  path: string;
  filters: Record<string, string | undefined>;
  active: boolean;
}) {
  const { q, state, ...kept } = filters;
  return (
    <FilterForm path={path} filters={filters} active={active}>
      <FilterField name="q" label="Reference or id" className="sm:w-72">
        <Input type="search" defaultValue={q} />
      </FilterField>
      <FilterField name="state" label="State" className="sm:w-56">
        <Select defaultValue={state ?? ""}>
          <option value="">Any</option>
          {STATES.map((each) => (
            <option key={each} value={each}>
              {EVENT_WORDS[each]}
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
