import { words } from "@/app/_parts/words";
import { ActionForm } from "@/components/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { ROLE_PURPOSES, STAFF_ROLES } from "@/lib/permissions";
import { inviteAction } from "./actions";

export function InviteForm() {
  return (
    <ActionForm
      action={inviteAction}
      success="Proposed. The email goes out when another administrator approves it; its link works once, within 72 hours."
      aria-label="Invite"
    >
      <Field name="email" label="Email address" hint="An address without an account.">
        <Input type="email" autoComplete="off" inputMode="email" spellCheck={false} />
      </Field>
      <Field name="role" label="Role" hint="You can grant more roles once the person has joined.">
        <Select>
          {STAFF_ROLES.map((role) => (
            <option key={role} value={role}>
              {words(role)}: {ROLE_PURPOSES[role]}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="reason" label="Reason" hint="Recorded in the audit log with your name.">
        <Input maxLength={300} />
      </Field>
      <SubmitButton pendingLabel="Proposing…" className="justify-self-start">
        Propose invitation
      </SubmitButton>
    </ActionForm>
  );
}
