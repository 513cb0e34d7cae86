import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { StatusBadge } from "@/components/ui/status-badge";
import { now } from "@/lib/clock";
import { runChecks } from "@/lib/ledger/check";
import { runCrossChecks, type CheckResult } from "@/lib/pool/cross-checks";
import { Code } from "../../_parts/references";
import { count } from "@/app/_parts/words";

const SHOWN_FINDINGS = 100;

export async function CheckResults() {
  const [ledger, cross] = await Promise.all([runChecks(), runCrossChecks()]);
  const all = [...ledger, ...cross];
  const failed = all.filter(({ ok }) => !ok);
  return (
    <div className="grid gap-6">
      {failed.length === 0 ? (
        <Alert tone="posted" title={`All ${all.length} checks passed`}>
          Run <InstantText at={now().toISOString()} />.
        </Alert>
      ) : (
        <Alert tone="failed" role="alert" title={`${count(failed.length, "check")} of ${all.length} failed`}>
          Run <InstantText at={now().toISOString()} />. Details below.
        </Alert>
      )}
      <Results title="Ledger" results={ledger} />
      <Results title="Ledger compared with loans, investments and payment orders" results={cross} />
    </div>
  );
}

function Results({ title, results }: { title: string; results: CheckResult[] }) {
  return (
    <Card>
      <DataTable caption={title} showCaption rows={results} rowKey={({ id }) => id} columns={COLUMNS} />
    </Card>
  );
}

const COLUMNS: Column<CheckResult>[] = [
  {
    header: "Rule",
    rowHeader: true,
    cell: ({ sentence, offending }) => (
      <span className="block min-w-0 font-normal">
        {sentence}
        <Findings offending={offending} />
      </span>
    ),
  },
  { header: "Check", secondary: true, cell: ({ id }) => <Code>{id}</Code> },
  {
    header: "Result",
    cell: ({ ok, offending }) =>
      ok ? (
        <StatusBadge tone="posted">Passed</StatusBadge>
      ) : (
        <StatusBadge tone="failed">{count(offending.length, "finding")}</StatusBadge>
      ),
  },
];

function Findings({ offending }: { offending: string[] }) {
  if (offending.length === 0) return null;
  return (
    <Disclosure summary={count(offending.length, "finding")} open={offending.length <= 5}>
      <ul>
        {offending.slice(0, SHOWN_FINDINGS).map((finding) => (
          <li key={finding}>
            <Code>{finding}</Code>
          </li>
        ))}
      </ul>
      {offending.length > SHOWN_FINDINGS && <p>and {offending.length - SHOWN_FINDINGS} more</p>}
    </Disclosure>
  );
}
