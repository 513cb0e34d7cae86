import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { MessageList } from "@/components/message-list";
import { ThreadBadge } from "@/components/thread-badge";
import { Alert } from "@/components/ui/alert";
import { Breakable } from "@/components/ui/breakable";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { getThreadAdmin, type ThreadView } from "@/lib/messages/queries";
import { LONGEST_MESSAGE } from "@/lib/messages/schemas";
import { namesOfThings } from "@/lib/people/names";
import { requirePermission } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { loanHref } from "../../_parts/paths";
import { PersonLink } from "../../_parts/person-link";
import { NamedReference } from "../../_parts/references";
import { answerAction, closeAction } from "./actions";

export const metadata: Metadata = { title: "Message" };

export default async function MessagePage({ params }: { params: Promise<{ id: string }> }) {
  await requirePermission("message.see");
  const thread = await found(getThreadAdmin((await params).id));
  const names = await namesOfThings(thread.loanId ? [thread.loanId] : []);
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs items={[{ label: "Messages", href: "/admin/messages" }, { label: thread.subject }]} />
        }
        title={thread.subject}
        status={<ThreadBadge state={thread.state} />}
        actions={thread.state !== "CLOSED" && <CloseForm threadId={thread.id} />}
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <div className="grid grid-cols-1 gap-6">
          <MessageList messages={thread.messages} />
          <Answer thread={thread} />
        </div>
        <Card aria-labelledby="from">
          <CardHeader id="from" title="From" />
          <CardBody>
            <KeyValueList
              items={[
                {
                  label: "Name",
                  value: thread.userId ? <PersonLink id={thread.userId} name={thread.name} /> : thread.name,
                },
                { label: "Email address", value: <Breakable text={thread.email} /> },
                { label: "Account", value: thread.userId ? "Yes" : "No" },
                { label: "Topic", value: thread.topicWords },
                ...(thread.loanId
                  ? [
                      {
                        label: "Loan",
                        value: (
                          <NamedReference
                            href={loanHref(thread.loanId)}
                            name={names.get(thread.loanId) ?? thread.loanId}
                            id={thread.loanId}
                          />
                        ),
                      },
                    ]
                  : []),
                { label: "Received", value: <DateText on={thread.openedOn} /> },
              ]}
            />
          </CardBody>
        </Card>
      </div>
    </>
  );
}

function Answer({ thread }: { thread: ThreadView }) {
  return (
    <Card aria-labelledby="answer">
      <CardHeader
        id="answer"
        title="Reply"
        description={thread.userId ? "The customer is notified and can read it in their account." : undefined}
      />
      <CardBody>
        {!thread.userId && (
          <Alert tone="pending" title="This person has no account" className="mb-4">
            We don&apos;t send email from here. Write to{" "}
            <a className="link" href={`mailto:${thread.email}`}>
              {thread.email}
            </a>{" "}
            from your own email, and record your reply here.
          </Alert>
        )}
        <ActionForm action={answerAction} aria-label="Reply" key={thread.messages.length}>
          <input type="hidden" name="threadId" value={thread.id} />
          <Field name="body" label={thread.userId ? "Message" : "Message sent by email"}>
            <Textarea rows={6} maxLength={LONGEST_MESSAGE} />
          </Field>
          <div>
            <SubmitButton pendingLabel="Saving…">
              {thread.userId ? "Send reply" : "Record reply"}
            </SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

function CloseForm({ threadId }: { threadId: string }) {
  return (
    <ActionForm action={closeAction} aria-label="Close message">
      <input type="hidden" name="threadId" value={threadId} />
      <SubmitButton variant="secondary" pendingLabel="Closing…">
        Close
      </SubmitButton>
    </ActionForm>
  );
}
