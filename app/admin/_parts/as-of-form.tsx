import type { ReactNode } from "react";
import { Input } from "@/components/ui/input";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";

/** Chooses the date for end-of-day balances. Without a date, balances are current. */
export function AsOfForm({
  path,
  asOf,
  latest,
  filters = {},
  active = asOf !== undefined,
  children,
}: {
  path: string;
  asOf: string | undefined;
  /** The business date, the latest possible choice. */
  latest: string;
  /** Other filters in the address. */
  filters?: Record<string, string | undefined>;
  active?: boolean;
  /** More fields, before the date. */
  children?: ReactNode;
}) {
  return (
    <FilterForm path={path} filters={{ ...filters, asOf }} active={active}>
      {children}
      <FilterField name="asOf" label="End of day" className="sm:w-44">
        <Input type="date" defaultValue={asOf} max={latest} />
      </FilterField>
    </FilterForm>
  );
}
