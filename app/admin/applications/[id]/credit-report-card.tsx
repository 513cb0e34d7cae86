import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money, Rate } from "@/components/ui/money";
import type { ApplicationTrail } from "@/lib/lending/application/admin-applications";
import { JsonView } from "../../_parts/json-view";
import { Code } from "../../_parts/references";
import { count } from "@/app/_parts/words";

/** The bureau's report as received. */
export function CreditReportCard({
  application: { creditReport: report, isBusiness },
}: {
  application: Pick<ApplicationTrail, "creditReport" | "isBusiness">;
}) {
  if (!report) {
    return (
      <Card>
        <CardHeader title="Credit report" />
        <CardBody className="text-muted">
          {isBusiness
            ? "We do not pull credit for a business or its owners. We decide on revenue, time in business and debts."
            : "We pull credit after an application is submitted."}
        </CardBody>
      </Card>
    );
  }
  const { minimum, maximum } = report.scoreRange;
  return (
    <Card>
      <CardHeader title="Credit report" description={`Soft credit check with ${report.bureau.name}.`} />
      <CardBody>
        <KeyValueList
          items={[
            {
              label: `Score (${report.scoreModel}, ${minimum} to ${maximum})`,
              value: report.score ?? "None",
              emphasis: true,
            },
            { label: "Monthly debt payments", value: <Money amount={report.monthlyDebtPayments} sign /> },
            { label: "Revolving utilization", value: <Rate rate={report.utilization} /> },
            { label: "Inquiries, 6 months", value: report.inquiriesLast6Months },
            { label: "Delinquencies, 24 months", value: report.delinquenciesLast24Months },
            { label: "Credit history", value: count(report.historyMonths, "month") },
            {
              label: "Bankruptcy",
              value:
                report.bankruptcyMonthsAgo === null
                  ? "None"
                  : `${count(report.bankruptcyMonthsAgo, "month")} ago`,
            },
            { label: "Key factors", value: report.keyFactors.join("; ") || "None" },
            { label: "Report ID", value: <Code>{report.reportId}</Code> },
          ]}
        />
        <Disclosure summary="Report as received" className="mt-4">
          <JsonView value={report} label="Credit report" />
        </Disclosure>
      </CardBody>
    </Card>
  );
}
