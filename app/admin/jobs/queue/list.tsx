import { choice, listView } from "@/app/_parts/list/list-view";
import { words } from "@/app/_parts/words";
import { InstantText } from "@/components/ui/date-text";
import { StatusBadge } from "@/components/ui/status-badge";
import { queuedJobList, type QueuedJob } from "@/lib/jobs/queued-jobs";
import { Code } from "../../_parts/references";

const STATES = [
  { value: "failed", label: "Failed" },
  { value: "waiting", label: "Waiting" },
] as const;

/** What the worker still has to do; tasks that failed come first, with their error. */
export const QUEUE = listView({
  name: "queue",
  permission: "job.see",
  path: "/admin/jobs/queue",
  noun: ["task", "tasks"],
  list: queuedJobList,
  filters: { state: choice("Status", STATES) },
  rowKey: ({ id }) => id,
  columns: [
    { header: "Task", rowHeader: true, sort: "task", cell: ({ task }) => words(task) },
    { header: "Status", sort: "-failed", cell: (job) => <State {...job} /> },
    {
      header: "Attempts",
      numeric: true,
      sort: "-attempts",
      cell: ({ attempts, maxAttempts }) => `${attempts} of ${maxAttempts}`,
    },
    {
      header: "Next attempt (server time)",
      sort: "next",
      cell: ({ runAt }) => <InstantText bare at={runAt} />,
    },
    {
      header: "Last error",
      cell: ({ lastError }) => lastError && <Code className="text-failed">{firstLine(lastError)}</Code>,
    },
  ],
  csv: {
    Task: ({ task }) => task,
    Status: (job) => stateOf(job).label,
    Attempts: ({ attempts }) => attempts,
    "Most attempts": ({ maxAttempts }) => maxAttempts,
    "Next attempt": ({ runAt }) => runAt,
    "Last error": ({ lastError }) => lastError && firstLine(lastError),
    "Task ID": ({ id }) => id,
  },
});

function State(job: QueuedJob) {
  const { tone, label } = stateOf(job);
  return <StatusBadge tone={tone}>{label}</StatusBadge>;
}

function stateOf({ attempts, maxAttempts, lastError }: QueuedJob) {
  if (!lastError) return { tone: "pending", label: "Waiting" } as const;
  if (attempts >= maxAttempts) return { tone: "failed", label: "Failed, no more retries" } as const;
  return { tone: "failed", label: "Failed, will retry" } as const;
}

/** The remaining lines of an error are a stack trace, which belongs in the log. */
function firstLine(error: string) {
  return error.split("\n", 1)[0];
}
