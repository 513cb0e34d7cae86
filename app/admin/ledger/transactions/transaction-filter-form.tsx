import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { FilterForm } from "../../_parts/filter-form";
import { words } from "../../_parts/words";

export const KINDS = ["post", "hold", "settle", "release", "reversal"] as const;

const EVENT_TYPES = [
  "investor-deposit",
  "borrower-disbursement",
  "interest-calculation",
  "borrower-repayment",
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
      <Field name="account" label="Account code" required={false} className="sm:w-56">
        <Input type="search" defaultValue={filters.account} className="figures" />
      </Field>
      <Field name="loanId" label="Loan id" required={false} className="sm:w-40">
        <Input type="search" defaultValue={filters.loanId} className="figures" />
      </Field>
      <Field name="investmentId" label="Investment id" required={false} className="sm:w-40">
        <Input type="search" defaultValue={filters.investmentId} className="figures" />
      </Field>
      <Field name="from" label="From" required={false} className="sm:w-40">
        <Input type="date" defaultValue={filters.from} />
      </Field>
      <Field name="to" label="To" required={false} className="sm:w-40">
        <Input type="date" defaultValue={filters.to} />
      </Field>
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
    <Field name={props.name} label={props.label} required={false} className="sm:w-48">
      <Select defaultValue={props.value ?? ""}>
        <option value="">Any</option>
        {props.options.map((option) => (
          <option key={option} value={option}>
            {words(option)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
