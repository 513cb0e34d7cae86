import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { InstantText } from "@/components/ui/date-text";
import { PageHeader } from "@/components/ui/page-header";
import { Badge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { env } from "@/lib/env";
import { listSessions, type SessionRow } from "@/lib/identity/queries";
import { isStaff } from "@/lib/permissions";
import { requireActor } from "@/lib/session";
import { SettingsTabs } from "../settings-tabs";
import { revokeOtherSessionsAction, revokeSessionAction } from "./actions";
import { CodesCard } from "./codes-card";
import { HistoryCard } from "./history-card";
import { PasskeysCard } from "./passkeys-card";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const actor = await requireActor("ANY");
  const sessions = await listSessions(actor);
  const worksHere = isStaff(actor.roles);
  return (
    <>
      <PageHeader title="Security" description={`Signed in as ${actor.email}.`} />
      <SettingsTabs current="security" roles={actor.roles} />
      <div className="grid gap-6">
        <CodesCard actor={actor} isStaff={worksHere} />
        <PasskeysCard userId={actor.userId} />
        <Sessions sessions={sessions} />
        <HistoryCard userId={actor.userId} />
      </div>
    </>
  );
}

function Sessions({ sessions }: { sessions: SessionRow[] }) {
  const hasOthers = sessions.some(({ isCurrent }) => !isCurrent);
  return (
    <Card aria-labelledby="sessions">
      <CardHeader
        id="sessions"
        title="Where you are signed in"
        description="Sessions end after an hour of inactivity or twelve hours at most. End any you don't recognize."
      />
      <ul className="divide-y border-t">
        {sessions.map((session) => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
      {hasOthers && (
        <CardBody className="border-t pt-4">
          <ActionForm action={revokeOtherSessionsAction} aria-label="End all other sessions">
            <div>
              <SubmitButton variant="danger" pendingLabel="Ending the other sessions…">
                End all other sessions
              </SubmitButton>
            </div>
          </ActionForm>
        </CardBody>
      )}
    </Card>
  );
}

function Session({ session }: { session: SessionRow }) {
  const { id, device, ipAddress, createdAt, lastSeenAt, isCurrent } = session;
  const timeZone = env.BUSINESS_TIME_ZONE;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-4 py-4 sm:px-6">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {device} {isCurrent && <Badge>this device</Badge>}
        </p>
        <p className="text-sm text-muted">
          Signed in <InstantText at={createdAt} timeZone={timeZone} />
          {ipAddress && ` from ${ipAddress}`}. Last active <InstantText at={lastSeenAt} timeZone={timeZone} />
          .
        </p>
      </div>
      <ActionForm action={revokeSessionAction} aria-label={`End the session on ${device}`}>
        <input type="hidden" name="sessionId" value={id} />
        <SubmitButton
          variant="secondary"
          size="sm"
          pendingLabel="Ending…"
          aria-label={`${isCurrent ? "Sign out of" : "End"} ${device}`}
        >
          {isCurrent ? "Sign out" : "End"}
        </SubmitButton>
      </ActionForm>
    </li>
  );
}
