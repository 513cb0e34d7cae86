"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, type ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { BigNumber } from "@/components/ui/stat";
import { MoveForm } from "./move-form";
import { MoveReport } from "./move-report";
import type { BusinessDateState } from "./state";
import { businessDateQuery, isUnderWay, useBusinessDate } from "./use-business-date";

const REFRESH_MS = 3_000;

/** The date, the form that moves it, and the latest move as the server tells it, second by second. */
export function BusinessDatePanel({
  initial,
  targets,
}: {
  /** As of the page's rendering; what is polled later replaces it. */
  initial: BusinessDateState;
  targets: { label: string; date: string }[];
}) {
  const query = useBusinessDate(initial);
  const queryClient = useQueryClient();
  const { businessDate, move } = query.data;
  useKeepPageInStep(businessDate !== initial.businessDate);
  const moving = isUnderWay(move);
  return (
    <div className="grid gap-6">
      <BigNumber label="Today, for the business" value={<DateText on={businessDate} />} />
      {query.failureCount > 0 && <CannotTell retry={() => void query.refetch()} />}
      <div className="grid items-start gap-6 xl:grid-cols-[22rem_1fr]">
        <Card>
          <CardHeader title="Move forward" description="Never backward: what has happened has happened." />
          <CardBody>
            {moving ? (
              <p className="text-muted">
                {move?.status === "FAILED"
                  ? "A move has stopped and will be tried again. The form comes back when it has arrived."
                  : "A move is under way. The form comes back when it has arrived; you may leave this page meanwhile."}
              </p>
            ) : (
              <MoveForm
                key={businessDate}
                targets={targets}
                onAccepted={() =>
                  void queryClient.invalidateQueries({ queryKey: businessDateQuery.queryKey })
                }
              />
            )}
          </CardBody>
        </Card>
        {move ? <MoveReport move={move} /> : <NoMoveYet />}
      </div>
      <Announcement>{move && announcementOf(move)}</Announcement>
    </div>
  );
}

/** While the date on screen differs from the one that the rest of the page was made with, asks for the page again. */
function useKeepPageInStep(isBehind: boolean) {
  const router = useRouter();
  useEffect(() => {
    if (!isBehind) return;
    router.refresh();
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [isBehind, router]);
}

function NoMoveYet() {
  return (
    <Card>
      <CardHeader title="No move yet" />
      <CardBody className="text-muted">
        Once you move the date, each day that passes is listed here with what happened on it: interest,
        repayments, payouts.
      </CardBody>
    </Card>
  );
}

function CannotTell({ retry }: { retry: () => void }) {
  return (
    <Alert
      tone="pending"
      role="status"
      title="Cannot check right now"
      actions={
        <Button variant="secondary" size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      Below is what was known last. The move itself goes on without this page.
    </Alert>
  );
}

/** Said to screen readers when the status changes, not on each of a year's days. */
function Announcement({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="sr-only">
      {children}
    </p>
  );
}

const ANNOUNCEMENTS: Readonly<Record<string, string>> = {
  QUEUED: "The move is accepted and waits for the worker.",
  RUNNING: "The business date is moving.",
  DONE: "The business date has arrived.",
  FAILED: "The move stopped with an error.",
};

function announcementOf({ status }: { status: string }) {
  return ANNOUNCEMENTS[status];
}
