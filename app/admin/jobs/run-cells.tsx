// Columns shared by the last runs and the history.
import Link from "@/components/ui/link";
import type { Column } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import type { JobRunRow } from "@/lib/jobs/queries";
import { jobName, tell, tellAll, type Figures } from "../_parts/day-summary";
import { RunBadge } from "../_parts/statuses";

export const RUN_COLUMNS: Column<JobRunRow>[] = [
  {
    header: "Job",
    rowHeader: true,
    cell: ({ job }) => (
      <Link className="link" href={`/admin/jobs?job=${encodeURIComponent(job)}#history`}>
        {jobName(job)}
      </Link>
    ),
  },
  { header: "Business date", cell: ({ businessDate }) => <DateText on={businessDate} short /> },
  { header: "Status", cell: ({ status }) => <RunBadge status={status} /> },
  {
    header: "Duration",
    numeric: true,
    cell: ({ durationMs }) => durationMs !== null && duration(durationMs),
  },
  { header: "Result", cell: (run) => <Outcome {...run} /> },
  {
    header: "Started (server time)",
    secondary: true,
    cell: ({ startedAt }) => <InstantText bare at={startedAt} />,
  },
];

function Outcome({ job, error, summary }: JobRunRow) {
  if (error) return <span className="wrap-break-word text-failed">{error}</span>;
  const isWholeDay = Object.values(summary).some((value) => typeof value === "object");
  const sentences = isWholeDay ? tellAll(summary as Record<string, Figures>) : tell(job, summary as Figures);
  if (sentences.length === 0) return <span className="text-muted">No work</span>;
  return (
    <span className="block">
      {sentences.map((sentence) => (
        <span key={sentence} className="block tnum">
          {sentence}
        </span>
      ))}
    </span>
  );
}

const SECOND_MS = 1_000;

function duration(ms: number) {
  return ms < SECOND_MS ? `${ms} ms` : `${(ms / SECOND_MS).toFixed(1)} s`;
}
