import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { InstantText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { getWebhook } from "@/lib/payments/queries";
import { requirePermission } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { JsonView } from "../../../_parts/json-view";
import { Code, CodeLink } from "../../../_parts/references";
import { hrefWith } from "@/app/_parts/href-with";
import { WebhookBadge } from "../../../_parts/statuses";
import { Deliveries, SignatureBadge } from "../webhooks-table";

export const metadata: Metadata = { title: "Webhook" };

export default async function WebhookPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePermission("webhook.see");
  const { id } = await params;
  const message = await found(getWebhook(decodeURIComponent(id)));
  const inbox = "/admin/payments/webhooks";
  return (
    <>
      <PageHeader
        title={<span className="wrap-break-word">{message.topic}</span>}
        breadcrumbs={<Breadcrumbs items={[{ label: "Webhooks", href: inbox }, { label: message.topic }]} />}
        status={<WebhookBadge status={message.status} />}
      />
      <div className="grid items-start gap-6 xl:grid-cols-[24rem_1fr]">
        <Card>
          <CardHeader title="Details" />
          <CardBody>
            <KeyValueList
              items={[
                { label: "Signature", value: <SignatureBadge /> },
                { label: "Delivered", value: <Deliveries deliveries={message.deliveries} /> },
                { label: "Received (server time)", value: <InstantText bare at={message.receivedAt} /> },
                {
                  label: "Processed (server time)",
                  value: message.processedAt ? <InstantText bare at={message.processedAt} /> : "Not yet",
                },
                { label: "Note", value: message.note ?? "None" },
                {
                  label: "Object",
                  value: message.objectId ? (
                    <CodeLink href={hrefWith(inbox, { objectId: message.objectId })}>
                      {message.objectId}
                    </CodeLink>
                  ) : (
                    "None"
                  ),
                },
                { label: "Webhook ID", value: <Code>{message.id}</Code> },
              ]}
            />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Body" description="As received, indented." />
          <CardBody>
            <JsonView value={message.body} label="Webhook body" />
          </CardBody>
        </Card>
      </div>
    </>
  );
}
