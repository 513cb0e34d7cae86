import { AsOfForm } from "@/app/admin/_parts/as-of-form";
import { FilterField } from "@/app/_parts/filter-field";
import { Select } from "@/components/ui/select";
import type { LoanFilter } from "@/lib/reporting/portfolio";
import { GRADES } from "../loan-filter";

/** The date, and for a report of loans which of them: all of it is in the address. */
export function ReportFilters({
  path,
  asOf,
  latest,
  filter: { borrowerKind, grade },
  isOfLoans,
}: {
  path: string;
  asOf: string;
  latest: string;
  filter: LoanFilter;
  isOfLoans: boolean;
}) {
  const active = asOf !== latest || borrowerKind !== undefined || grade !== undefined;
  return (
    <AsOfForm {...{ path, asOf, latest, active }} filters={{ borrower: borrowerKind, grade }}>
      {isOfLoans && (
        <>
          <FilterField name="borrower" label="Borrower" className="sm:w-40">
            <Select defaultValue={borrowerKind ?? ""}>
              <option value="">All</option>
              <option value="PERSON">People</option>
              <option value="BUSINESS">Businesses</option>
            </Select>
          </FilterField>
          <FilterField name="grade" label="Grade" className="sm:w-28">
            <Select defaultValue={grade ?? ""}>
              <option value="">All</option>
              {GRADES.map((letter) => (
                <option key={letter}>{letter}</option>
              ))}
            </Select>
          </FilterField>
        </>
      )}
    </AsOfForm>
  );
}
