// Columns shared by the last runs and the history.
import Link from "@/components/ui/link";
import type { ListColumn } from "@/app/_parts/list/list-view";
import { DateText, InstantText } from "@/components/ui/date-text";
import type { jobRunList, JobRunRow } from "@/lib/jobs/queries";
import type { SortKeyOf } from "@/lib/list";
import { jobName, tell, tellAll, type Figures } from "../_parts/day-summary";
import { RunBadge } from "../_parts/statuses";

export const RUN_COLUMNS: ListColumn<JobRunRow, SortKeyOf<typeof jobRunList>>[] = [
  {
    header: "Job",
    rowHeader: true,
    sort: "job",
    cell: ({ job }) => (
      <Link className="link" href={`/admin/jobs?job=${encodeURIComponent(job)}#list`}>
        {jobName(job)}
      </Link>
    ),
  },
  {
    header: "Business date",
    sort: "-date",
    cell: ({ businessDate }) => <DateText on={businessDate} short />,
  },
  { header: "Status", sort: "status", cell: ({ status }) => <RunBadge status={status} /> },
  {
    header: "Duration",
    numeric: true,
    cell: ({ durationMs }) => durationMs !== null && duration(durationMs),
  },
  { header: "Result", cell: (run) => <Outcome {...run} /> },
  {
    header: "Started (server time)",
    secondary: true,
    sort: "-started",
    cell: ({ startedAt }) => <InstantText bare at={startedAt} />,
  },
];

function Outcome(run: JobRunRow) {
  if (run.error) return <span className="wrap-break-word text-failed">{run.error}</span>;
  const sentences = outcomeOf(run);
  if (sentences.length === 0) return <span className="text-muted">Nothing to do</span>;
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

/** The figures of a run in sentences; a whole day has those of all its jobs. */
export function outcomeOf({ job, summary }: JobRunRow): string[] {
  const isWholeDay = Object.values(summary).some((value) => typeof value === "object");
  return isWholeDay ? tellAll(summary as Record<string, Figures>) : tell(job, summary as Figures);
}

const SECOND_MS = 1_000;

function duration(ms: number) {
  return ms < SECOND_MS ? `${ms} ms` : `${(ms / SECOND_MS).toFixed(1)} s`;
}
