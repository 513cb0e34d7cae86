import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { StatusBadge } from "@/components/ui/status-badge";
import { count } from "@/app/_parts/words";
import type { RuleResult } from "@/lib/regulations/check-regulations";
import type { RunDetail } from "@/lib/regulations/queries";
import { Code } from "../_parts/references";

/** What a check found, rule by rule, the broken ones first. */
export function RuleResults({ run: { businessDate, finishedAt, failed, results } }: { run: RunDetail }) {
  const rows = [
    ...results.filter(({ broken }) => broken > 0),
    ...results.filter(({ broken }) => broken === 0),
  ];
  const when = (
    <>
      Checked at <InstantText at={finishedAt} /> for the business date <DateText on={businessDate} />.
    </>
  );
  return (
    <>
      {failed === 0 ? (
        <Alert tone="posted" title={`All ${results.length} rules are kept`}>
          {when}
        </Alert>
      ) : (
        <Alert tone="failed" role="alert" title={`${count(failed, "rule")} of ${results.length} broken`}>
          {when} Details below.
        </Alert>
      )}
      <Card>
        <DataTable caption="Rules" showCaption rows={rows} rowKey={({ id }) => id} columns={COLUMNS} />
      </Card>
    </>
  );
}

const COLUMNS: Column<RuleResult>[] = [
  {
    header: "Rule",
    rowHeader: true,
    cell: (result) => (
      <span className="block min-w-0 font-normal">
        <span className="block font-medium">{result.promise}</span>
        <span className="block text-muted">{result.citation}</span>
        <Findings {...result} />
        <Disclosure summary="What decides it">
          <pre className="max-w-full overflow-x-auto rounded-md border p-3 text-sm wrap-anywhere whitespace-pre-wrap">
            {result.decidedBy}
          </pre>
        </Disclosure>
      </span>
    ),
  },
  { header: "Check", secondary: true, cell: ({ id }) => <Code>{id}</Code> },
  { header: "Cases", numeric: true, cell: ({ checked }) => checked.toLocaleString("en-US") },
  {
    header: "Result",
    cell: ({ broken }) =>
      broken === 0 ? (
        <StatusBadge tone="posted">Kept</StatusBadge>
      ) : (
        <StatusBadge tone="failed">{count(broken, "finding")}</StatusBadge>
      ),
  },
];

function Findings({ findings, broken }: RuleResult) {
  if (broken === 0) return null;
  return (
    <Disclosure summary={count(broken, "finding")} open={broken <= 5}>
      <ul className="grid gap-1">
        {findings.map(({ id, problem }) => (
          <li key={id}>
            <Code>{id}</Code> {problem}
          </li>
        ))}
      </ul>
      {broken > findings.length && <p>and {broken - findings.length} more</p>}
    </Disclosure>
  );
}
