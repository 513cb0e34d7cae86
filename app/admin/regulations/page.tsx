import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { found } from "@/app/_parts/found";
import { count } from "@/app/_parts/words";
import { getRun, latestRun, listRuns, type RunSummary } from "@/lib/regulations/queries";
import { requirePermission } from "@/lib/session";
import { checkRegulationsAction } from "./actions";
import { RuleResults } from "./rule-results";

export const metadata: Metadata = { title: "Regulations" };

export default async function RegulationsPage({ searchParams }: PageProps<"/admin/regulations">) {
  await requirePermission("regulation.see");
  const { check } = await searchParams;
  const shown = typeof check === "string" ? found(getRun(check)) : latestRun();
  const [run, runs] = await Promise.all([shown, listRuns()]);
  return (
    <>
      <PageHeader
        title="Regulations"
        description="Every rule that we promise, checked on the live book: what it comes from, what decides it, and what breaks it. The check runs every night and changes nothing."
        actions={
          <ActionForm
            action={checkRegulationsAction}
            aria-label="Check now"
            success="The check has been requested. Reload this page in a minute."
          >
            <SubmitButton variant="secondary" pendingLabel="Requesting…">
              Check now
            </SubmitButton>
          </ActionForm>
        }
      />
      <div className="grid gap-6">
        {run ? (
          <RuleResults run={run} />
        ) : (
          <Card>
            <EmptyState title="No check yet">The first one runs tonight, or when you ask for it.</EmptyState>
          </Card>
        )}
        {runs.length > 0 && <History runs={runs} />}
      </div>
    </>
  );
}

const ASKED_BY = { timetable: "Timetable", command: "Command line", person: "Administrator" } as const;

function History({ runs }: { runs: RunSummary[] }) {
  return (
    <Card>
      <DataTable
        caption="History"
        showCaption
        rows={runs}
        rowKey={({ n }) => n}
        columns={[
          {
            header: "Checked at",
            rowHeader: true,
            cell: ({ n, finishedAt }) => (
              <Link className="link" href={`/admin/regulations?check=${n}`}>
                <InstantText at={finishedAt} />
              </Link>
            ),
          },
          { header: "Business date", cell: ({ businessDate }) => <DateText on={businessDate} short /> },
          { header: "Asked by", secondary: true, cell: ({ askedBy }) => ASKED_BY[askedBy] },
          {
            header: "Result",
            cell: ({ failed }) =>
              failed === 0 ? (
                <StatusBadge tone="posted">All kept</StatusBadge>
              ) : (
                <StatusBadge tone="failed">{count(failed, "rule")} broken</StatusBadge>
              ),
          },
        ]}
      />
    </Card>
  );
}
