import { choice, listView, text } from "@/app/_parts/list/list-view";
import { webhookList } from "@/lib/payments/queries";
import { WEBHOOK_CHOICES, webhookLabel } from "../../_parts/statuses";
import { WEBHOOK_COLUMNS } from "./webhooks-table";

export const WEBHOOKS = listView({
  name: "webhooks",
  permission: "webhook.see",
  path: "/admin/payments/webhooks",
  noun: ["webhook", "webhooks"],
  list: webhookList,
  filters: {
    status: choice("Status", WEBHOOK_CHOICES),
    topic: text("Topic", { isCode: true, placeholder: "payment_order.completed" }),
    objectId: text("Object ID", { isCode: true }),
  },
  rowKey: ({ id }) => id,
  columns: WEBHOOK_COLUMNS,
  csv: {
    Topic: ({ topic }) => topic,
    Status: ({ status }) => webhookLabel(status),
    Deliveries: ({ deliveries }) => deliveries,
    "Object ID": ({ objectId }) => objectId,
    Note: ({ note }) => note,
    "Received at": ({ receivedAt }) => receivedAt,
    "Processed at": ({ processedAt }) => processedAt,
    "Webhook ID": ({ id }) => id,
  },
});
