import Link from "@/components/ui/link";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Progress } from "@/components/ui/progress";
import type { DateMoveProgress } from "@/lib/jobs/queries";
import { tellAll } from "../_parts/day-summary";
import { RunBadge } from "../_parts/statuses";
import { count } from "@/app/_parts/words";

/** The latest move: its progress, its totals, and its days, newest first. */
export function MoveReport({ move }: { move: DateMoveProgress }) {
  return (
    <Card>
      <CardHeader
        title={
          <>
            <DateText on={move.fromDate} short /> to <DateText on={move.toDate} short />
          </>
        }
        description={
          <>
            Requested <InstantText at={move.createdAt} />
            {move.finishedAt && (
              <>
                , completed <InstantText at={move.finishedAt} />
              </>
            )}
          </>
        }
        actions={<RunBadge status={move.status} />}
      />
      <CardBody className="grid gap-5">
        <Progress label={progressLabel(move)} value={move.daysDone} max={move.daysTotal} unit="days">
          {move.status === "QUEUED" ? (
            "Accepted. It starts as soon as the worker is free."
          ) : (
            <>
              Reached <DateText on={move.reachedDate} />
            </>
          )}
        </Progress>
        {move.status === "FAILED" && <Failure move={move} />}
        {move.daysDone > 0 && <Summary move={move} />}
      </CardBody>
      {move.days.length > 0 && <Days move={move} />}
      {move.eventfulDays > move.days.length && (
        <CardFooter>
          Showing the latest {move.days.length} of {count(move.eventfulDays, "day")} with activity.{" "}
          <Link className="link" href="/admin/jobs?job=business-day">
            See all
          </Link>
        </CardFooter>
      )}
    </Card>
  );
}

function progressLabel({ status }: DateMoveProgress) {
  if (status === "DONE") return "Complete";
  if (status === "FAILED") return "Stopped";
  return status === "QUEUED" ? "Waiting for the worker" : "Moving";
}

function Failure({ move }: { move: DateMoveProgress }) {
  return (
    <Alert tone="failed" role="alert" title="This day did not finish">
      <p className="wrap-break-word">{move.error && withoutKind(move.error)}</p>
      <p className="mt-1">
        {move.nextTryAt ? (
          <>
            It is safe to run every step again. The worker retries automatically at{" "}
            <InstantText at={move.nextTryAt} />.
          </>
        ) : (
          "It has failed many times. The worker retries within a minute."
        )}
      </p>
    </Alert>
  );
}

/** The message of "DomainError: The bank does not respond." without the name of the error class. */
function withoutKind(error: string) {
  return error.replace(/^\w*Error: /, "");
}

function Summary({ move }: { move: DateMoveProgress }) {
  const sentences = tellAll(move.totals);
  return (
    <section aria-labelledby="in-all">
      <h3 id="in-all" className="font-medium">
        {move.status === "DONE" ? "Total" : "So far"}
      </h3>
      {sentences.length === 0 ? (
        <p className="text-muted">No activity on these days.</p>
      ) : (
        <ul className="mt-1 list-disc pl-5">
          {sentences.map((sentence) => (
            <li key={sentence} className="tnum">
              {sentence}.
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Days({ move }: { move: DateMoveProgress }) {
  return (
    <section aria-labelledby="day-by-day" className="border-t">
      <h3 id="day-by-day" className="px-4 pt-4 pb-2 font-medium sm:px-6">
        Day by day
      </h3>
      <ol className="divide-y">
        {move.days.map(({ date, summary }) => (
          <li key={date} className="gap-x-6 px-4 py-2.5 text-sm sm:flex sm:px-6">
            <DateText on={date} short className="font-medium sm:w-24 sm:shrink-0" />
            <ul className="min-w-0">
              {tellAll(summary).map((sentence) => (
                <li key={sentence} className="tnum">
                  {sentence}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
