import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { InstantText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { env } from "@/lib/env";
import type { Access as AccessOf, HeldRole } from "@/lib/identity/staff-queries";
import { may, STAFF_ROLES } from "@/lib/permissions";
import { words } from "@/app/_parts/words";
import { endSuspensionAction, grantRoleAction, suspendAction, withdrawRoleAction } from "./actions";

/** What the person may do here, and whether they can sign in at all; for whoever may see or change it. */
export function Access({
  userId,
  name,
  access,
  viewer,
}: {
  userId: string;
  name: string;
  access: AccessOf;
  viewer: { userId: string; roles: readonly string[] };
}) {
  const mayChange = may(viewer.roles, "staff.change.propose") && viewer.userId !== userId;
  const maySuspend = may(viewer.roles, "user.suspend") && viewer.userId !== userId;
  if (!may(viewer.roles, "staff.see") && !maySuspend) return null;
  const { isSuspended, suspendedReason, staffRoles, isCustomer } = access;
  return (
    <Card aria-labelledby="access">
      <CardHeader
        id="access"
        title="Access"
        actions={
          <StatusBadge tone={isSuspended ? "failed" : "posted"}>
            {isSuspended ? "Suspended" : "Can sign in"}
          </StatusBadge>
        }
      />
      <CardBody className="grid gap-4">
        {isSuspended && <p>Reason: {suspendedReason}</p>}
        {staffRoles.map((held) => (
          <Held key={held.role} userId={userId} held={held} mayChange={mayChange} />
        ))}
        {mayChange && !isCustomer && !isSuspended && <Grant userId={userId} held={staffRoles} />}
        {maySuspend && <Suspension userId={userId} name={name} isSuspended={isSuspended} />}
      </CardBody>
    </Card>
  );
}

function Held({ userId, held, mayChange }: { userId: string; held: HeldRole; mayChange: boolean }) {
  const { role, grantedBy, grantedAt, reason, expiresAt } = held;
  return (
    <div className="border-b pb-4">
      <p className="font-medium">{words(role)}</p>
      <p className="text-sm text-muted">
        Granted by {grantedBy ?? "the console"},{" "}
        <InstantText at={grantedAt} timeZone={env.BUSINESS_TIME_ZONE} />
        {reason && `: ${reason}`}
      </p>
      {expiresAt && (
        <p className="text-sm">
          Ends <InstantText at={expiresAt} timeZone={env.BUSINESS_TIME_ZONE} />
        </p>
      )}
      {mayChange && (
        <Disclosure summary="Withdraw" className="mt-1">
          <ActionForm action={withdrawRoleAction} aria-label={`Withdraw ${words(role)}`}>
            <input type="hidden" name="userId" value={userId} />
            <input type="hidden" name="role" value={role} />
            <Reason />
            <SubmitButton variant="danger" pendingLabel="Withdrawing…" className="justify-self-start">
              Withdraw role
            </SubmitButton>
          </ActionForm>
        </Disclosure>
      )}
    </div>
  );
}

function Grant({ userId, held }: { userId: string; held: HeldRole[] }) {
  const missing = STAFF_ROLES.filter((role) => !held.some((each) => each.role === role));
  if (missing.length === 0) return null;
  return (
    <Disclosure summary="Grant a role">
      <ActionForm
        action={grantRoleAction}
        success="Proposed. Another administrator has to approve it."
        aria-label="Grant a role"
      >
        <input type="hidden" name="userId" value={userId} />
        <Field name="role" label="Role">
          <Select>
            {missing.map((role) => (
              <option key={role} value={role}>
                {words(role)}
              </option>
            ))}
          </Select>
        </Field>
        <Reason />
        <Field name="expiresOn" label="Last day (optional)">
          <Input type="date" />
        </Field>
        <SubmitButton pendingLabel="Proposing…" className="justify-self-start">
          Propose role
        </SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}

function Suspension({ userId, name, isSuspended }: { userId: string; name: string; isSuspended: boolean }) {
  const verb = isSuspended ? "End suspension" : "Suspend account";
  return (
    <Disclosure summary={verb}>
      <ActionForm key={verb} action={isSuspended ? endSuspensionAction : suspendAction} aria-label={verb}>
        <input type="hidden" name="userId" value={userId} />
        <Reason />
        <span className="justify-self-start">
          <ConfirmDialog
            trigger={verb}
            title={`${verb}?`}
            confirmLabel={verb}
            variant={isSuspended ? "primary" : "danger"}
          >
            {isSuspended
              ? `${name} can sign in again immediately.`
              : `${name} is signed out immediately and can't sign in until the suspension ends. Payments in progress continue.`}
          </ConfirmDialog>
        </span>
      </ActionForm>
    </Disclosure>
  );
}

function Reason() {
  return (
    <Field name="reason" label="Reason" hint="Recorded in the audit log with your name.">
      <Input maxLength={300} />
    </Field>
  );
}
