import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { RAIL_CODES, RAILS } from "@/lib/payments/rails";
import { FilterField } from "../_parts/filter-field";
import { FilterForm } from "../_parts/filter-form";
import { words } from "../_parts/words";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { words } from "@/app/_parts/words";

export const PAYMENT_KINDS = ["DEPOSIT", "DISBURSEMENT", "REPAYMENT", "PAYOUT"] as const;

export function PaymentFilterForm({
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
      <FilterField name="kind" label="What for" className="sm:w-44">
        <Select defaultValue={filters.kind ?? ""}>
          <option value="">Anything</option>
          {PAYMENT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {words(kind)}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField name="rail" label="Rail" className="sm:w-32">
        <Select defaultValue={filters.rail ?? ""}>
          <option value="">Any</option>
          {RAIL_CODES.map((rail) => (
            <option key={rail} value={rail}>
              {RAILS[rail].label}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField name="reference" label="Reference" className="sm:w-44">
        <Input type="search" defaultValue={filters.reference} className="figures" />
      </FilterField>
      {/* Set by the tabs and by links from other pages. */}
      {["status", "userId", "subjectId"].map(
        (name) => filters[name] && <input key={name} type="hidden" name={name} value={filters[name]} />,
      )}
    </FilterForm>
  );
}
