import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { MessageList } from "@/components/message-list";
import { ThreadBadge } from "@/components/thread-badge";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { getThread } from "@/lib/messages/queries";
import { LONGEST_MESSAGE } from "@/lib/messages/schemas";
import { requireActor } from "@/lib/session";
import { replyAction } from "./actions";

export const metadata: Metadata = { title: "Message" };

export default async function MessagePage({ params }: { params: Promise<{ id: string }> }) {
  const { userId } = await requireActor("ANY");
  const thread = (await getThread(userId, (await params).id)) ?? notFound();
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            items={[{ label: "Messages", href: "/settings/messages" }, { label: thread.subject }]}
          />
        }
        title={thread.subject}
        description={thread.topicWords}
        status={<ThreadBadge state={thread.state} />}
      />
      <div className="grid grid-cols-1 gap-6">
        <MessageList messages={thread.messages} />
        <Card aria-labelledby="reply">
          <CardHeader
            id="reply"
            title="Reply"
            description="A member of our staff will read it. You will be notified when we reply."
          />
          <CardBody>
            <ActionForm action={replyAction} aria-label="Reply" key={thread.messages.length}>
              <input type="hidden" name="threadId" value={thread.id} />
              <Field name="body" label="Message">
                <Textarea rows={5} maxLength={LONGEST_MESSAGE} />
              </Field>
              <div>
                <SubmitButton pendingLabel="Sending…">Send reply</SubmitButton>
              </div>
            </ActionForm>
          </CardBody>
        </Card>
      </div>
    </>
  );
}
