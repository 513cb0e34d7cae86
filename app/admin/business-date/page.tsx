import type { Metadata } from "next";
import { DateText } from "@/components/ui/date-text";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { addDays, addMonths } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { isSandbox } from "@/lib/env";
import { requireActor } from "@/lib/session";
import { BusinessDatePanel } from "./business-date-panel";
import { businessDateState } from "./state";

export const metadata: Metadata = { title: "Business date" };

export default async function BusinessDatePage() {
  await requireActor("ADMIN");
  if (!isSandbox) return <FollowsTheCalendar />;
  const state = await businessDateState();
  const today = state.businessDate;
  return (
    <>
      <PageHeader
        title="Business date"
        description="Interest, due dates and the bank's settlement follow this date. Each day of a move is carried out in full before the next begins."
      />
      <BusinessDatePanel
        initial={state}
        targets={[
          { label: "A day", date: addDays(today, 1) },
          { label: "A week", date: addDays(today, 7) },
          { label: "A month", date: addMonths(today, 1) },
          { label: "A year", date: addMonths(today, 12) },
        ]}
      />
    </>
  );
}

async function FollowsTheCalendar() {
  return (
    <>
      <PageHeader
        title="Business date"
        description="In production the date follows the calendar. It can be moved in the sandbox only."
      />
      <BigNumber label="Today, for the business" value={<DateText on={await businessDate()} />} />
    </>
  );
}
