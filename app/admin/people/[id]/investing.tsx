import { Card, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Money, Rate } from "@/components/ui/money";
import { investmentList } from "@/lib/investing/admin-queries";
import { hrefWith } from "@/app/_parts/href-with";
import { investmentHref } from "../../_parts/paths";
import { InvestmentBadge } from "../../_parts/statuses";
import { count } from "@/app/_parts/words";
import { All } from "./borrowing";

export async function Investing({ investorId }: { investorId: string }) {
  const { rows } = await investmentList.page({ investorId, pageSize: 20 });
  return (
    <Card aria-labelledby="investments">
      <CardHeader
        id="investments"
        title="Investments"
        actions={<All href={hrefWith("/admin/investments", { investorId })} />}
      />
      <DataTable
        caption="Investments"
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No investments" />}
        columns={[
          {
            header: "Investment",
            rowHeader: true,
            cell: ({ id, number }) => (
              <Link className="link" href={investmentHref(id)}>
                Investment {number}
              </Link>
            ),
          },
          { header: "Status", cell: ({ status }) => <InvestmentBadge status={status} /> },
          { header: "Term", cell: ({ termMonths }) => count(termMonths, "month") },
          { header: "Rate", numeric: true, cell: ({ annualRate }) => <Rate rate={annualRate} /> },
          { header: "Matures", cell: ({ maturesOn }) => maturesOn && <DateText on={maturesOn} short /> },
          { header: "Principal", numeric: true, cell: ({ principal }) => <Money amount={principal} /> },
        ]}
      />
    </Card>
  );
}
