import Form from "next/form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { MONTHS } from "@/lib/calendar/dates";
import type { Period } from "../_parts/statement-period";

/** Year and month of the statement; they become its address. */
export function PeriodForm({
  period,
  firstYear,
  lastYear,
}: {
  period: Period;
  firstYear: number;
  lastYear: number;
}) {
  const chosen = Number(period.year);
  const years = Array.from({ length: Math.max(lastYear - firstYear, 0) + 1 }, (_, index) => lastYear - index);
  const all = years.includes(chosen) ? years : [...years, chosen].sort((a, b) => b - a);
  return (
    <Form
      key={`${period.year}-${period.month}`}
      action="/investor/statement"
      className="mb-6 flex flex-wrap items-end gap-3"
      aria-label="Period"
    >
      <Field name="year" label="Year">
        <Select defaultValue={period.year}>
          {all.map((year) => (
            <option key={year} value={year}>
              {year}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="month" label="Month">
        <Select defaultValue={period.month}>
          <option value="">Whole year</option>
          {MONTHS.map((name, index) => (
            <option key={name} value={String(index + 1).padStart(2, "0")}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" variant="secondary">
        Show
      </Button>
    </Form>
  );
}
