import type { Metadata } from "next";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { ActionForm } from "@/components/action-form";
import { buttonStyle } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { businessDate } from "@/lib/clock";
import { taxYearOverview } from "@/lib/paperwork/tax-overview";
import { requirePermission } from "@/lib/session";
import { correctTaxYearAction } from "./actions";
import { TaxTable } from "./tax-table";

export const metadata: Metadata = { title: "Tax year" };

export default async function TaxYearPage({ searchParams }: PageProps<"/admin/tax">) {
  await requirePermission("tax-year.see");
  const today = await businessDate();
  const { year: given } = await searchParams;
  const last = Number(today.slice(0, 4));
  const year = typeof given === "string" && /^20\d\d$/.test(given) ? Number(given) : last - 1;
  const { lines, notices } = await taxYearOverview(year);
  const changed = lines.filter(({ copy }) => copy === null || copy.isChanged).length;
  const isOver = year < last;
  return (
    <>
      <PageHeader
        title={`Tax year ${year}`}
        description="Forms 1099 by payee: interest paid, original issue discount, and tax withheld. Copies are issued on the first banking day of January."
        actions={
          isOver && (
            <a href={`/api/admin/tax/${year}`} download className={buttonStyle({ variant: "secondary" })}>
              Download Form 1099-INT for the IRS
            </a>
          )
        }
      />
      <FilterForm path="/admin/tax" filters={{ year }} active={given !== undefined}>
        <FilterField name="year" label="Year" className="sm:w-32">
          <Input inputMode="numeric" defaultValue={year} />
        </FilterField>
      </FilterForm>
      <Card>
        <TaxTable lines={lines} notices={notices} />
      </Card>
      {isOver && changed > 0 && <Corrections year={year} changed={changed} />}
    </>
  );
}

function Corrections({ year, changed }: { year: number; changed: number }) {
  return (
    <Card className="mt-6 max-w-2xl" aria-labelledby="corrections">
      <CardHeader
        id="corrections"
        title="Corrections"
        description={`${changed === 1 ? "One form says" : `${changed} forms say`} something else than the books and the payee's facts today, or was not due before. A corrected form is a new document; the first one stays.`}
      />
      <CardBody>
        <ActionForm action={correctTaxYearAction} aria-labelledby="corrections" success="Issued.">
          <input type="hidden" name="year" value={year} />
          <div>
            <SubmitButton pendingLabel="Issuing…">Issue corrected forms</SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
