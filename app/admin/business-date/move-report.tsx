import Link from "@/components/ui/link";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Progress } from "@/components/ui/progress";
import type { DateMoveProgress } from "@/lib/jobs/queries";
import { tellAll } from "../_parts/day-summary";
import { RunBadge } from "../_parts/statuses";
import { count } from "@/app/_parts/words";

/** The latest move: how far it is, what it did in all once it has arrived, and day by day, newest first. */
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
            Asked for <InstantText at={move.createdAt} />
            {move.finishedAt && (
              <>
                , arrived <InstantText at={move.finishedAt} />
              </>
            )}
          </>
        }
        actions={<RunBadge status={move.status} />}
      />
      <CardBody className="grid gap-5">
        <Progress label={progressLabel(move)} value={move.daysDone} max={move.daysTotal} unit="days">
          {move.status === "QUEUED" ? (
            "Accepted. It begins as soon as the worker is free."
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
          The latest {move.days.length} of {count(move.eventfulDays, "day")} on which something happened.{" "}
          <Link className="link" href="/admin/jobs?job=business-day">
            All of them
          </Link>
        </CardFooter>
      )}
    </Card>
  );
}

function progressLabel({ status }: DateMoveProgress) {
  if (status === "DONE") return "Arrived";
  if (status === "FAILED") return "Stopped";
  return status === "QUEUED" ? "Waiting for the worker" : "Moving";
}

function Failure({ move }: { move: DateMoveProgress }) {
  return (
    <Alert tone="failed" role="alert" title="This day could not be finished">
      <p className="wrap-anywhere">{move.error && withoutKind(move.error)}</p>
      <p className="mt-1">
        {move.nextTryAt ? (
          <>
            Every step can be run again without doing anything twice. The worker tries again by itself at{" "}
            <InstantText at={move.nextTryAt} />.
          </>
        ) : (
          "It has failed many times. The worker begins again within a minute."
        )}
      </p>
    </Alert>
  );
}

/** "DomainError: The bank does not answer." without the name that only programmers know. */
function withoutKind(error: string) {
  return error.replace(/^\w*Error: /, "");
}

function Summary({ move }: { move: DateMoveProgress }) {
  const sentences = tellAll(move.totals);
  return (
    <section aria-labelledby="in-all">
      <h3 id="in-all" className="font-medium">
        {move.status === "DONE" ? "In all" : "So far"}
      </h3>
      {sentences.length === 0 ? (
        <p className="text-muted">Nothing fell on these days.</p>
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
