import Link from "@/components/ui/link";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Stat, StatRow } from "@/components/ui/stat";
import type { LoanBook as Book } from "@/lib/lending/reading/admin-loans";
import { hrefWith } from "@/app/_parts/href-with";
import { count } from "@/app/_parts/words";

/** Active loans by days past due, and those that were charged off; each figure leads to its loans. */
export function LoanBook({ book, chosen }: { book: Book; chosen: number | undefined }) {
  return (
    <section aria-labelledby="book" className="mb-8">
      <h2 id="book" className="mb-3 text-lg font-semibold">
        Active loans by days past due, <DateText on={book.asOf} />
      </h2>
      <StatRow className="sm:grid-cols-2 md:grid-cols-3">
        {book.buckets.map(({ fromDays, label, loans, outstanding, pastDue }) => (
          <Stat
            key={fromDays}
            label={label}
            value={
              <Link
                className="link"
                href={hrefWith("/admin/loans", { lateFrom: fromDays })}
                aria-current={chosen === fromDays ? "true" : undefined}
              >
                {count(loans, "loan")}
              </Link>
            }
          >
            <Money amount={outstanding} /> lent
            {fromDays > 0 && (
              <>
                , <Money amount={pastDue} /> past due
              </>
            )}
          </Stat>
        ))}
      </StatRow>
      <p className="mt-3 text-muted">
        Charged off so far:{" "}
        <Link className="link" href={hrefWith("/admin/loans", { status: "CHARGED_OFF" })}>
          {count(book.chargedOff.loans, "loan")}
        </Link>
        , <Money amount={book.chargedOff.principal} /> of principal.
      </p>
    </section>
  );
}
