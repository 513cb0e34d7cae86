import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { env, isSandbox } from "@/lib/env";
import { getEmailPreferences } from "@/lib/notifications/preferences";
import { isStaff } from "@/lib/permissions";
import { requireActor } from "@/lib/session";
import { SettingsTabs } from "../settings-tabs";
import { setEmailPreferencesAction } from "./actions";

export const metadata: Metadata = { title: "Email notifications" };

export default async function EmailNotificationsPage() {
  const { userId, roles } = await requireActor("ANY");
  if (isStaff(roles)) notFound(); // staff are notified at the bell
  const { address, isRefused, topics } = await getEmailPreferences(userId);
  return (
    <>
      <PageHeader
        title="Email notifications"
        description="Every notification is in your account. Choose what we also send by email."
      />
      <SettingsTabs current="notifications" roles={roles} />
      {isRefused && (
        <Alert tone="failed" title="Your email address does not work" className="mb-6">
          Our email to {address} was refused, so we send nothing more to it. Write to us to change it.
        </Alert>
      )}
      <Card aria-labelledby="topics">
        <CardHeader id="topics" title="Topics" description={`We send email to ${address}.`} />
        <CardBody>
          <ActionForm action={setEmailPreferencesAction} aria-labelledby="topics" success="Saved.">
            <div className="grid gap-4">
              {topics.map(({ topic, label, isOn }) => (
                <Checkbox key={topic} name={topic} label={label} defaultChecked={isOn} />
              ))}
            </div>
            <p className="text-sm text-muted">
              Notices that the law asks us to send, such as a decision on an application or a tax form, cannot
              be turned off. If email does not reach you, we send them on paper.
            </p>
            <div>
              <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
            </div>
          </ActionForm>
          {isSandbox && (
            <p className="mt-5 text-sm">
              In the sandbox, nothing leaves this machine:{" "}
              <a className="link" href={`${env.MAILBOX_URL}/${encodeURIComponent(address)}`}>
                Open the sandbox mailbox
              </a>
            </p>
          )}
        </CardBody>
      </Card>
    </>
  );
}
