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

/** The date, the form that moves it, and the progress of the latest move. */
export function BusinessDatePanel({
  initial,
  targets,
}: {
  /** As rendered by the server; polling replaces it. */
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
      <BigNumber label="Current business date" value={<DateText on={businessDate} />} />
      {query.failureCount > 0 && <CannotTell retry={() => void query.refetch()} />}
      <div className="grid items-start gap-6 xl:grid-cols-[22rem_1fr]">
        <Card>
          <CardHeader title="Move forward" description="The date never moves backward." />
          <CardBody>
            {moving ? (
              <p className="text-muted">
                {move?.status === "FAILED"
                  ? "A move stopped and will be retried. The form returns when the move is complete."
                  : "A move is in progress. The form returns when it is complete. You can leave this page."}
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

/** Refreshes the page while its date differs from the one that the rest of the page was rendered with. */
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
      <CardHeader title="No moves yet" />
      <CardBody className="text-muted">
        After you move the date, each day is listed here with its interest, repayments and payouts.
      </CardBody>
    </Card>
  );
}

function CannotTell({ retry }: { retry: () => void }) {
  return (
    <Alert
      tone="pending"
      role="status"
      title="Can't check right now"
      actions={
        <Button variant="secondary" size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      The last known status is shown below. The move continues without this page.
    </Alert>
  );
}

/** Announces a change of status to screen readers, but not every day of the move. */
function Announcement({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="sr-only">
      {children}
    </p>
  );
}

const ANNOUNCEMENTS: Readonly<Record<string, string>> = {
  QUEUED: "The move is accepted and is waiting for the worker.",
  RUNNING: "The business date is moving.",
  DONE: "The business date move is complete.",
  FAILED: "The move stopped with an error.",
};

function announcementOf({ status }: { status: string }) {
  return ANNOUNCEMENTS[status];
}
