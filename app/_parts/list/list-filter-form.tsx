import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { FilterField } from "../filter-field";
import { FilterForm } from "../filter-form";
import type { ListFilter, ListFilters } from "./list-view";
import { asTexts, sortKey, sortsOf, type ReadList } from "./read-list";

/** The fields of a list's filters. On a phone, where a table has no header row, also how the list is sorted. */
export function ListFilterForm<Filters extends ListFilters, Key extends string, Row>({
  list: { view, values, sort },
  hasSortField,
}: {
  list: ReadList<Filters, Key, Row>;
  hasSortField: boolean;
}) {
  const texts = asTexts(values);
  const fields = Object.entries(view.filters).filter(([, { field }]) => field !== null);
  const kept = Object.entries(view.filters).filter(([name, { field }]) => field === null && texts[name]);
  const sorts = sortsOf(view);
  const isForPhones = !hasSortField;
  // The default order is left out of the address.
  const valueOf = (key: string) => (key === sortKey(view.list.defaultSort) ? "" : key);
  if (fields.length === 0 && sorts.length === 0) return null;
  return (
    <FilterForm
      path={view.path}
      filters={{ ...texts, sort: sortKey(sort) }}
      active={false}
      isForPhones={fields.length === 0 && isForPhones}
    >
      {fields.map(([name, filter]) => (
        <Field key={name} name={name} filter={filter} value={texts[name]} />
      ))}
      {sorts.length > 0 && (
        <FilterField
          name="sort"
          label="Sort by"
          className={cn("max-sm:col-span-2", isForPhones ? "sm:hidden" : "sm:w-56")}
        >
          <Select defaultValue={valueOf(sortKey(sort))}>
            {sorts.flatMap(({ by, header }) => [
              <option key={by} value={valueOf(by)}>
                {header}, ascending
              </option>,
              <option key={`-${by}`} value={valueOf(`-${by}`)}>
                {header}, descending
              </option>,
            ])}
          </Select>
        </FilterField>
      )}
      {kept.map(([name]) => (
        <input key={name} type="hidden" name={name} value={texts[name]} />
      ))}
    </FilterForm>
  );
}

function Field({ name, filter, value }: { name: string; filter: ListFilter; value: string | undefined }) {
  const { field, label } = filter;
  if (field?.kind === "choice")
    return (
      <FilterField name={name} label={label} className="sm:w-48">
        <Select defaultValue={value ?? ""}>
          <option value="">{field.any}</option>
          {field.choices.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </Select>
      </FilterField>
    );
  if (field?.kind === "date")
    return (
      <FilterField name={name} label={label} className="sm:w-44">
        <Input type="date" defaultValue={value} />
      </FilterField>
    );
  return (
    <FilterField name={name} label={label} className="sm:w-60">
      <Input
        type="search"
        defaultValue={value}
        placeholder={field?.placeholder}
        className={field?.isCode ? "figures" : undefined}
      />
    </FilterField>
  );
}
