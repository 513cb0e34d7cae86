import type { ReactNode } from "react";
import { Input } from "@/components/ui/input";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";

/** Chooses the date at whose end balances are told; without one they are told as they are now. */
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
  /** The business date: later ones have not happened. */
  latest: string;
  /** What else the address holds and has no field here. */
  filters?: Record<string, string | undefined>;
  active?: boolean;
  /** More fields, before the date. */
  children?: ReactNode;
}) {
  return (
    <FilterForm path={path} filters={{ ...filters, asOf }} active={active}>
      {children}
      <FilterField name="asOf" label="At the end of" className="sm:w-44">
        <Input type="date" defaultValue={asOf} max={latest} />
      </FilterField>
    </FilterForm>
  );
}
