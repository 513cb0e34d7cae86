import type { Metadata } from "next";
import { DateText } from "@/components/ui/date-text";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { addDays, addMonths } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { isSandbox } from "@/lib/env";
import { requirePermission } from "@/lib/session";
import { BusinessDatePanel } from "./business-date-panel";
import { businessDateState } from "./state";
import { QueryProvider } from "@/components/query-provider";

export const metadata: Metadata = { title: "Business date" };

export default async function BusinessDatePage() {
  await requirePermission("business-date.see");
  if (!isSandbox) return <FollowsTheCalendar />;
  const state = await businessDateState();
  const today = state.businessDate;
  return (
    <>
      <PageHeader
        title="Business date"
        description="Interest, due dates and bank settlement follow this date. Each day of a move finishes before the next one starts."
      />
      <QueryProvider>
        <BusinessDatePanel
          initial={state}
          targets={[
            { label: "One day", date: addDays(today, 1) },
            { label: "One week", date: addDays(today, 7) },
            { label: "One month", date: addMonths(today, 1) },
            { label: "One year", date: addMonths(today, 12) },
          ]}
        />
      </QueryProvider>
    </>
  );
}

async function FollowsTheCalendar() {
  return (
    <>
      <PageHeader
        title="Business date"
        description="In production the business date follows the calendar. You can move it only in the sandbox."
      />
      <BigNumber label="Current business date" value={<DateText on={await businessDate()} />} />
    </>
  );
}
