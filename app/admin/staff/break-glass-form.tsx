import { words } from "@/app/_parts/words";
import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { STAFF_ROLES } from "@/lib/permissions";
import { ReasonField } from "../_parts/reason-field";
import { breakGlassAction } from "./actions";

export function BreakGlassForm({ roles }: { roles: readonly string[] }) {
  const missing = STAFF_ROLES.filter((role) => !roles.includes(role));
  if (missing.length === 0) return <p className="text-muted">You already have every role.</p>;
  return (
    <ActionForm action={breakGlassAction} success="You have the role for an hour." aria-label="Break glass">
      <Field name="role" label="Role">
        <Select>
          {missing.map((role) => (
            <option key={role} value={role}>
              {words(role)}
            </option>
          ))}
        </Select>
      </Field>
      <ReasonField hint="Every administrator and auditor reads it." />
      <span className="justify-self-start">
        <ConfirmDialog
          trigger="Take the role for an hour"
          title="Take this role for an hour?"
          confirmLabel="Take the role"
          pendingLabel="Taking…"
          variant="danger"
        >
          Every administrator and auditor gets an email. Everything you do until it ends is flagged in the
          audit log. What takes two people still does.
        </ConfirmDialog>
      </span>
    </ActionForm>
  );
}
