import type { ReactNode } from "react";
import { DataTable, type Column } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { StatusBadge } from "@/components/ui/status-badge";
import type { WebhookView } from "@/lib/payments/queries";
import { webhookHref } from "../../_parts/paths";
import { Code, CodeLink } from "../../_parts/references";
import { WebhookBadge } from "../../_parts/statuses";
import { count } from "@/app/_parts/words";

export function WebhooksTable({ rows, empty }: { rows: WebhookView[]; empty?: ReactNode }) {
  return <DataTable caption="Webhooks" rows={rows} rowKey={({ id }) => id} columns={COLUMNS} empty={empty} />;
}

const COLUMNS: Column<WebhookView>[] = [
  {
    header: "Message",
    rowHeader: true,
    cell: ({ id, topic }) => <CodeLink href={webhookHref(id)}>{topic}</CodeLink>,
  },
  { header: "Status", cell: ({ status }) => <WebhookBadge status={status} /> },
  { header: "Signature", cell: () => <SignatureBadge /> },
  { header: "Delivered", cell: ({ deliveries }) => <Deliveries deliveries={deliveries} /> },
  { header: "About", cell: ({ objectId }) => objectId && <Code>{objectId}</Code> },
  { header: "Note", cell: ({ note }) => note && <span className="wrap-anywhere">{note}</span> },
  { header: "Received (server time)", cell: ({ receivedAt }) => <InstantText bare at={receivedAt} /> },
];

/** The inbox holds only messages whose signature fits: all others are refused before they are stored. */
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
