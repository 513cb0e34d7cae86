"use client";

import { useQuery } from "@tanstack/react-query";
import type { ApplicationProgress } from "@/app/api/borrower/applications/[id]/route";
import { useKeepPageInStep } from "@/components/keep-page-in-step";
import { Timeline } from "@/components/ui/timeline";

const OFTEN_MS = 2_000;
const SELDOM_MS = 15_000; // while the bureau is out of reach the job waits longer and longer

/** The progress of an application that is being decided; renders the page again after the decision. */
export function Watch({
  id,
  initial,
  isBusiness,
}: {
  id: string;
  initial: ApplicationProgress;
  isBusiness: boolean;
}) {
  const { data } = useQuery({
    queryKey: ["application", id],
    queryFn: async (): Promise<ApplicationProgress> => {
      const response = await fetch(`/api/borrower/applications/${encodeURIComponent(id)}`, {
        cache: "no-store",
      });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      return response.json();
    },
    initialData: initial,
    staleTime: 0,
    refetchInterval: ({ state }) => {
      if (state.data?.status !== "SUBMITTED") return false;
      return state.data.isBureauOutOfReach ? SELDOM_MS : OFTEN_MS;
    },
  });
  const isDecided = data.status !== "SUBMITTED";
  useKeepPageInStep(isDecided);

  const next = isDecided
    ? { title: "Showing the decision" }
    : data.isBureauOutOfReach
      ? { title: "We contact the credit bureau again" }
      : {
          title: isBusiness ? "We decide" : "We contact the credit bureau and decide",
          detail: "Usually within a minute.",
        };
  return (
    <>
      <Timeline
        label="Application"
        events={[
          { title: "Application received", tone: "posted" },
          ...(data.isBureauOutOfReach && !isDecided
            ? [
                {
                  title: "We could not reach the credit bureau yet",
                  tone: "pending" as const,
                  detail:
                    "We will retry automatically. You don't need to do anything and can leave this page.",
                },
              ]
            : []),
        ]}
        next={next}
      />
      <p role="status" className="sr-only">
        {isDecided
          ? "A decision was made."
          : data.isBureauOutOfReach
            ? "We could not reach the credit bureau yet and will retry automatically."
            : "Your application is under review."}
      </p>
    </>
  );
}
