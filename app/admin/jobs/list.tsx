import { choice, listView, text } from "@/app/_parts/list/list-view";
import { jobRunList } from "@/lib/jobs/queries";
import { jobName } from "../_parts/day-summary";
import { RUN_CHOICES, runLabel } from "../_parts/statuses";
import { outcomeOf, RUN_COLUMNS } from "./run-cells";

export const JOB_RUNS = listView({
  name: "job-runs",
  permission: "job.see",
  path: "/admin/jobs",
  noun: ["run", "runs"],
  list: jobRunList,
  filters: {
    job: { ...text("Job"), field: null, words: jobName },
    status: choice("Status", RUN_CHOICES),
  },
  rowKey: ({ id }) => id,
  columns: RUN_COLUMNS,
  csv: {
    Job: ({ job }) => job,
    "Business date": ({ businessDate }) => businessDate,
    Status: ({ status }) => runLabel(status),
    "Duration (ms)": ({ durationMs }) => durationMs,
    Result: (run) => outcomeOf(run).join(" "),
    Error: ({ error }) => error,
    "Started at": ({ startedAt }) => startedAt,
    "Run ID": ({ id }) => id,
  },
});
