import type { ReactNode } from "react";
import type { ListColumn } from "@/app/_parts/list/list-view";
import { count } from "@/app/_parts/words";
import type { SortKeyOf } from "@/lib/list";
import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { StatusBadge } from "@/components/ui/status-badge";
import type { webhookList, WebhookView } from "@/lib/payments/queries";
import { webhookHref } from "../../_parts/paths";
import { Code, CodeLink } from "../../_parts/references";
import { WebhookBadge } from "../../_parts/statuses";

export function WebhooksTable({ rows, empty }: { rows: WebhookView[]; empty?: ReactNode }) {
  return (
    <DataTable
      caption="Webhooks"
      rows={rows}
      rowKey={({ id }) => id}
      columns={WEBHOOK_COLUMNS}
      empty={empty}
    />
  );
}

export const WEBHOOK_COLUMNS: ListColumn<WebhookView, SortKeyOf<typeof webhookList>>[] = [
  {
    header: "Webhook",
    rowHeader: true,
    sort: "topic",
    cell: ({ id, topic }) => <CodeLink href={webhookHref(id)}>{topic}</CodeLink>,
  },
  { header: "Status", sort: "status", cell: ({ status }) => <WebhookBadge status={status} /> },
  { header: "Signature", cell: () => <SignatureBadge /> },
  {
    header: "Delivered",
    sort: "-deliveries",
    cell: ({ deliveries }) => <Deliveries deliveries={deliveries} />,
  },
  { header: "Object", cell: ({ objectId }) => objectId && <Code>{objectId}</Code> },
  { header: "Note", cell: ({ note }) => note && <span className="wrap-anywhere">{note}</span> },
  {
    header: "Received (server time)",
    sort: "-received",
    cell: ({ receivedAt }) => <InstantText bare at={receivedAt} />,
  },
];

/** Only webhooks with a valid signature are stored: all others are refused before that. */
export function SignatureBadge() {
  return <StatusBadge tone="posted">Verified</StatusBadge>;
}

export function Deliveries({ deliveries }: { deliveries: number }) {
  if (deliveries === 1) return "Once";
  return (
    <>
      {count(deliveries, "time")}, {count(deliveries - 1, "duplicate")} ignored
    </>
  );
}
