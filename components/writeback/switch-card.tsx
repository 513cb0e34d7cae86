"use client";

import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import Link from "@/components/ui/link";
import { RadioCards } from "@/components/ui/radio-cards";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BackfillPreview, WritebackSettings } from "@/lib/writeback/pages/queries";
import { CARD_WORDS } from "@/lib/writeback/codat/words";
import { BackfillTable } from "./backfill-table";
import { DeskForm, useDesk } from "./desk";

/** The master switch. Off is a pause: nothing is sent and what waits is counted; on again asks what to do with it. */
export function SwitchCard({
  settings,
  backfill,
}: {
  settings: WritebackSettings;
  /** What waits from the time it was off; null while it is on. */
  backfill: BackfillPreview | null;
}) {
  const { isOn, connection } = settings;
  const whenOn =
    connection?.status === "Linked"
      ? "Each payment is written when it clears."
      : "Payments that clear now are kept and will be written after you reconnect your accounting software.";
  return (
    <Card aria-labelledby="switch">
      <CardHeader
        id="switch"
        title="Write loan activity to your books"
        description={
          isOn ? whenOn : "We are not writing to your books. Loan activity is kept and can be written later."
        }
        actions={
          isOn ? <StatusBadge tone="posted">On</StatusBadge> : <StatusBadge tone="voided">Off</StatusBadge>
        }
      />
      <CardBody className="grid grid-cols-1 gap-4">
        <Waiting settings={settings} />
        {isOn ? <SwitchOff /> : <SwitchOn settings={settings} backfill={backfill} />}
      </CardBody>
    </Card>
  );
}

function Waiting({ settings: { waiting, isOn } }: { settings: WritebackSettings }) {
  const { logHref } = useDesk();
  const { parked, queued, held } = waiting;
  return (
    <>
      {parked > 0 && isOn && (
        <p className="text-muted">
          {entries(parked)} from before {parked === 1 ? "stays" : "stay"} left out, as you chose.
        </p>
      )}
      {queued > 0 && (
        <p>
          {entries(queued)} {queued === 1 ? "waits" : "wait"} to be written.
        </p>
      )}
      {held > 0 && (
        <Alert tone="failed" title={`${entries(held)} ${held === 1 ? "needs" : "need"} attention`}>
          <Link className="link" href={logHref}>
            The log shows the reason
          </Link>
          . Later entries of the same loan wait for {held === 1 ? "it" : "them"}, so that the books stay in
          order.
        </Alert>
      )}
    </>
  );
}

function SwitchOff() {
  return (
    <DeskForm act="setSwitch" aria-label="Turn off writing">
      <input type="hidden" name="isOn" value="false" />
      <div>
        <SubmitButton variant="secondary" pendingLabel="Turning off…">
          Turn off
        </SubmitButton>
      </div>
    </DeskForm>
  );
}

function SwitchOn({ settings, backfill }: { settings: WritebackSettings; backfill: BackfillPreview | null }) {
  const { connection, mapping } = settings;
  if (connection?.status !== "Linked")
    return <p className="text-muted">You can turn it on after you connect your accounting software.</p>;
  if (!mapping.isComplete)
    return (
      <p className="text-muted">
        Before you turn it on, choose:{" "}
        {mapping.missing.map((card) => CARD_WORDS[card].toLowerCase()).join(", ")}.
      </p>
    );
  return (
    <DeskForm act="setSwitch" aria-label="Turn on writing">
      <input type="hidden" name="isOn" value="true" />
      {backfill && backfill.total > 0 && (
        <>
          <RadioCards
            name="backfill"
            label={`${entries(backfill.total)} ${backfill.total === 1 ? "has" : "have"} not been written`}
            options={[
              {
                value: "all",
                title: "Write them too",
                description: "In order, once each. They are listed below.",
              },
              {
                value: "none",
                title: "Leave them out",
                description: "We write only future activity.",
              },
            ]}
          />
          <Disclosure summary="What would be written" open={backfill.total <= 10}>
            <BackfillTable preview={backfill} />
          </Disclosure>
        </>
      )}
      <div>
        <SubmitButton pendingLabel="Turning on…">Turn on</SubmitButton>
      </div>
    </DeskForm>
  );
}

function entries(count: number): string {
  return count === 1 ? "1 entry" : `${count} entries`;
}
