import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import type { TimelinePage, TimelineRow } from "@/lib/people/timeline";
import { actionWords, textWords } from "../../_parts/detail-words";
import { Facts } from "../../_parts/facts";
import { hrefWith } from "@/app/_parts/href-with";
import { paymentHref, personHref } from "../../_parts/paths";
import { PersonLink } from "../../_parts/person-link";
import { paymentLabel } from "../../_parts/statuses";
import { SubjectLink } from "../../_parts/subject-link";

/** Everything about the person in one list, newest first: actions, notifications and payments. */
export function PersonTimeline({
  userId,
  timeline,
  names,
}: {
  userId: string;
  timeline: TimelinePage;
  /** Of what the rows mention by id. */
  names: Map<string, string>;
}) {
  const { rows, page, hasMore } = timeline;
  const href = (to: number) => `${hrefWith(personHref(userId), { page: to > 1 ? to : undefined })}#timeline`;
  return (
    <Card aria-labelledby="timeline">
      <CardHeader
        id="timeline"
        title="Timeline"
        description="Actions, notifications and payments, by business date, newest first."
      />
      <DataTable
        caption="Timeline"
        rows={rows}
        rowKey={({ key }) => key}
        columns={columns(names)}
        empty={<EmptyState title="No events">This page of the timeline is empty.</EmptyState>}
      />
      {(hasMore || page > 1) && (
        <Pagination
          label="Timeline"
          {...(hasMore && { nextHref: href(page + 1) })}
          {...(page > 1 && { previousHref: href(page - 1) })}
        >
          Page {page}
        </Pagination>
      )}
    </Card>
  );
}

function columns(names: Map<string, string>): Column<TimelineRow>[] {
  return [
    { header: "Date", cell: ({ on }) => <DateText on={on} short /> },
    { header: "Event", rowHeader: true, cell: whatOf },
    { header: "About", cell: (row) => <About row={row} names={names} /> },
    {
      header: "By",
      cell: ({ source, byUserId, byName }) => {
        if (source === "notification") return "Notification";
        if (source === "payment") return "Payment";
        return byUserId ? <PersonLink id={byUserId} name={byName ?? byUserId} /> : "The system";
      },
    },
  ];
}

function whatOf({ source, what, text, subjectId }: TimelineRow) {
  if (source === "audit") return actionWords(what);
  if (source === "notification") return what;
  return (
    <Link className="link" href={paymentHref(subjectId ?? "")}>
      {textWords(text ?? "")}: {paymentLabel(what)}
    </Link>
  );
}

function About({ row, names }: { row: TimelineRow; names: Map<string, string> }) {
  const { source, text, subjectType, subjectId, detail } = row;
  if (source === "notification") return text;
  if (source === "payment" || !subjectType || !subjectId) return null;
  return (
    <span className="block">
      <SubjectLink type={subjectType} id={subjectId} names={names} />
      <Facts facts={detail} names={names} />
    </span>
  );
}
