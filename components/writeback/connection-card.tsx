import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { InstantText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Progress } from "@/components/ui/progress";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ConnectionView } from "@/lib/writeback/books/connection-view";
import { ConnectForm } from "./connect-form";
import { DisconnectForm } from "./disconnect-form";
import { ReconnectForm } from "./reconnect-form";
import { connectionTone } from "./tones";

/** The connection: whose books, its status, and how to restore or end it. */
export function ConnectionCard({
  connection,
  leavingWarning,
  timeZone,
}: {
  connection: ConnectionView | null;
  leavingWarning: string | null;
  timeZone: string;
}) {
  return (
    <Card aria-labelledby="connection">
      <CardHeader
        id="connection"
        title="Accounting software"
        description="We write your loan there: disbursements, payments and interest."
        actions={
          connection && <StatusBadge tone={connectionTone(connection)}>{connection.statusWords}</StatusBadge>
        }
      />
      <CardBody className="grid grid-cols-1 gap-4">
        {connection ? (
          <Connected connection={connection} leavingWarning={leavingWarning} timeZone={timeZone} />
        ) : (
          <ConnectForm />
        )}
      </CardBody>
    </Card>
  );
}

function Connected({
  connection,
  leavingWarning,
  timeZone,
}: {
  connection: ConnectionView;
  leavingWarning: string | null;
  timeZone: string;
}) {
  const { status, platformName, platformKey, tenantName, baseCurrency, lastSyncAt } = connection;
  const isLinked = status === "Linked";
  return (
    <>
      <Trouble connection={connection} />
      <KeyValueList
        items={[
          { label: "Software", value: platformName },
          { label: "Company", value: tenantName ?? "Available after you allow access" },
          ...(baseCurrency ? [{ label: "Currency", value: baseCurrency }] : []),
          ...(lastSyncAt
            ? [
                {
                  label: "Last read (server time)",
                  value: <InstantText bare at={lastSyncAt} timeZone={timeZone} />,
                },
              ]
            : []),
        ]}
      />
      {isLinked && !connection.isReady && <FirstSync connection={connection} />}
      <div className="flex flex-wrap items-start gap-2">
        {(!isLinked || connection.needsReconnect) && (
          <ReconnectForm platformKey={platformKey} label={reconnectLabel(connection)} />
        )}
        {isLinked && <DisconnectForm platformName={platformName} />}
      </div>
      {!isLinked && (
        <Disclosure summary="Use other accounting software">
          <ConnectForm warning={leavingWarning} />
        </Disclosure>
      )}
    </>
  );
}

function reconnectLabel({ status, platformName }: ConnectionView) {
  return status === "PendingAuth" ? `Allow access in ${platformName}` : `Reconnect ${platformName}`;
}

function Trouble({ connection }: { connection: ConnectionView }) {
  const { status, platformName, problem, needsReconnect, isFeedPaused, cannotWriteWhy } = connection;
  return (
    <>
      {status === "Deauthorized" && (
        <Alert tone="failed" title={`${platformName} revoked our access`}>
          Access was revoked in your accounting software. New entries are kept and will be written after you
          reconnect.
        </Alert>
      )}
      {status === "Unlinked" && (
        <Alert tone="voided" title="Disconnected">
          We are not writing to your books. Your choices below are kept for when you reconnect.
        </Alert>
      )}
      {status === "Linked" && needsReconnect && (
        <Alert tone="failed" title="Reading the books failed">
          {platformName} denied access to some of the data. Reconnect to continue.
        </Alert>
      )}
      {problem && <Alert tone="pending">{problem}</Alert>}
      {isFeedPaused && (
        <Alert tone="pending" title="The bank feed is paused">
          {platformName} is not accepting feed lines right now. We will send them when it does.
        </Alert>
      )}
      {cannotWriteWhy && <Alert tone="failed">{cannotWriteWhy}</Alert>}
    </>
  );
}

function FirstSync({ connection: { readiness } }: { connection: ConnectionView }) {
  const done = readiness.filter(({ isComplete }) => isComplete).length;
  return (
    <Progress label="Reading your books for the first time" value={done} max={readiness.length} unit="lists">
      {readiness
        .map(({ label, isComplete }) => `${label}: ${isComplete ? "read" : "being read"}`)
        .join(" · ")}
      . You can leave this page. Reading continues.
    </Progress>
  );
}
