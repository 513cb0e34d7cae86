import { InstantText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { Stat, StatRow } from "@/components/ui/stat";
import { env } from "@/lib/env";
import type { WritebackOverview } from "@/lib/writeback/pages/admin-queries";
import { hrefWith } from "@/app/_parts/href-with";
import { LOG } from "./desk-facts";

const count = new Intl.NumberFormat("en-US");

export function OverviewFigures({ overview }: { overview: WritebackOverview }) {
  const { linked, needAttention, queued, held, pausedUntil, callsToday, callsPerDay } = overview;
  return (
    <StatRow>
      <Stat label="Connected" value={count.format(linked)}>
        {needAttention === 0
          ? "None needs attention"
          : `${count.format(needAttention)} ${needAttention === 1 ? "needs" : "need"} attention`}
      </Stat>
      <Stat label="Queued entries" value={count.format(queued)}>
        {pausedUntil ? (
          <>
            Paused until <InstantText at={pausedUntil} timeZone={env.BUSINESS_TIME_ZONE} />
          </>
        ) : (
          "Not paused"
        )}
      </Stat>
      <Stat
        label="Held entries"
        value={
          held > 0 ? (
            <Link className="link" href={hrefWith(LOG, { state: "HELD" })}>
              {count.format(held)}
            </Link>
          ) : (
            "0"
          )
        }
      >
        Waiting for review
      </Stat>
      <Stat label="Requests today" value={count.format(callsToday)}>
        {callsPerDay === null ? "No daily limit" : `of ${count.format(callsPerDay)} per day`}
      </Stat>
    </StatRow>
  );
}
