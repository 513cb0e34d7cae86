import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { words } from "@/app/_parts/words";

export const KINDS = ["post", "hold", "settle", "release", "reversal"] as const;

const EVENT_TYPES = [
  "investor-deposit",
  "borrower-disbursement",
  "interest-calculation",
  "interest-correction",
  "borrower-repayment",
  "charge-off",
  "investor-withdrawal",
  "reversal",
] as const;

export function TransactionFilterForm({
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
      <Choice name="eventType" label="Event" value={filters.eventType} options={EVENT_TYPES} />
      <Choice name="kind" label="Kind" value={filters.kind} options={KINDS} />
      <FilterField name="account" label="Account code" className="sm:w-56">
        <Input type="search" defaultValue={filters.account} className="figures" />
      </FilterField>
      <FilterField name="loanId" label="Loan id" className="sm:w-40">
        <Input type="search" defaultValue={filters.loanId} className="figures" />
      </FilterField>
      <FilterField name="investmentId" label="Investment id" className="sm:w-40">
        <Input type="search" defaultValue={filters.investmentId} className="figures" />
      </FilterField>
      <FilterField name="from" label="From" className="sm:w-40">
        <Input type="date" defaultValue={filters.from} />
      </FilterField>
      <FilterField name="to" label="To" className="sm:w-40">
        <Input type="date" defaultValue={filters.to} />
      </FilterField>
    </FilterForm>
  );
}

function Choice(props: {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly string[];
}) {
  return (
    <FilterField name={props.name} label={props.label} className="sm:w-48">
      <Select defaultValue={props.value ?? ""}>
        <option value="">Any</option>
        {props.options.map((option) => (
          <option key={option} value={option}>
            {words(option)}
          </option>
        ))}
      </Select>
    </FilterField>
  );
}
