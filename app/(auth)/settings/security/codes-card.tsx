import { ActionForm } from "@/components/action-form";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { countRecoveryCodes } from "@/lib/accounts/recovery-codes";
import type { Actor } from "@/lib/session";
import { turnOffCodesAction } from "./actions";
import { NewCodesForm } from "./new-codes-form";

/** Codes from an authenticator app: turn on, off, and make recovery codes. */
export async function CodesCard({ actor, isStaff }: { actor: Actor; isStaff: boolean }) {
  const { hasSecondFactor, userId } = actor;
  const left = hasSecondFactor ? await countRecoveryCodes(userId) : 0;
  return (
    <Card aria-labelledby="codes">
      <CardHeader
        id="codes"
        title="Codes from an authenticator app"
        description={
          hasSecondFactor
            ? `On. You sign in with your password and a code. ${left} of 10 recovery codes are left.`
            : "Off. With codes, nobody can sign in with your password alone."
        }
      />
      <CardBody className="grid gap-5 border-t pt-4">
        {hasSecondFactor ? (
          <>
            <NewCodesForm />
            {!isStaff && (
              <ActionForm action={turnOffCodesAction} aria-label="Turn off codes">
                <div>
                  <SubmitButton variant="danger" pendingLabel="Turning off…">
                    Turn off codes
                  </SubmitButton>
                </div>
              </ActionForm>
            )}
          </>
        ) : (
          <div>
            <LinkButton href="/settings/second-factor">Set up codes</LinkButton>
          </div>
        )}
      </CardBody>
    </Card>
  );
}
