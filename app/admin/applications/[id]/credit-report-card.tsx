import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money, Rate } from "@/components/ui/money";
import type { ApplicationTrail } from "@/lib/lending/application/admin-applications";
import { JsonView } from "../../_parts/json-view";
import { Code } from "../../_parts/references";
import { count } from "@/app/_parts/words";

/** What the bureau answered, kept as it was. */
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
            ? "None is obtained about a business or its owners: revenue, time in business and debts decide."
            : "None was asked for: that happens after an application is submitted."}
        </CardBody>
      </Card>
    );
  }
  const { minimum, maximum } = report.scoreRange;
  return (
    <Card>
      <CardHeader title="Credit report" description={`A soft check at ${report.bureau.name}.`} />
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
            { label: "Report", value: <Code>{report.reportId}</Code> },
          ]}
        />
        <Disclosure summary="The answer as it came" className="mt-4">
          <JsonView value={report} label="The bureau's answer" />
        </Disclosure>
      </CardBody>
    </Card>
  );
}
