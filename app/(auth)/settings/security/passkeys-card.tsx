import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { InstantText } from "@/components/ui/date-text";
import { SubmitButton } from "@/components/ui/submit-button";
import { listPasskeys, type PasskeyRow } from "@/lib/accounts/passkeys";
import { env } from "@/lib/env";
import { removePasskeyAction } from "../../passkeys/actions";
import { AddPasskey } from "./add-passkey";

/** The passkeys of the person, and a way to add one. */
export async function PasskeysCard({ userId }: { userId: string }) {
  const passkeys = await listPasskeys(userId);
  return (
    <Card aria-labelledby="passkeys">
      <CardHeader
        id="passkeys"
        title="Passkeys"
        description="A passkey signs you in with your finger, face or PIN instead of a password and a code. It works on this site alone."
      />
      {passkeys.length > 0 && (
        <ul className="divide-y border-t">
          {passkeys.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      <CardBody className="border-t pt-4">
        <AddPasskey />
      </CardBody>
    </Card>
  );
}

function Row({ passkey: { id, name, createdAt, lastUsedAt } }: { passkey: PasskeyRow }) {
  const timeZone = env.BUSINESS_TIME_ZONE;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-4 py-4 sm:px-6">
      <div className="min-w-0">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm text-muted">
          Added <InstantText at={createdAt} timeZone={timeZone} />
          {lastUsedAt && (
            <>
              , last used <InstantText at={lastUsedAt} timeZone={timeZone} />
            </>
          )}
        </p>
      </div>
      <ActionForm action={removePasskeyAction} aria-label={`Remove the passkey ${name}`}>
        <input type="hidden" name="id" value={id} />
        <SubmitButton variant="secondary" size="sm" pendingLabel="Removing…" aria-label={`Remove ${name}`}>
          Remove
        </SubmitButton>
      </ActionForm>
    </li>
  );
}
