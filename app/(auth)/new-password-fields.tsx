import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PASSWORD_MIN } from "@/lib/identity/schemas";

/** A new password, typed twice. */
export function NewPasswordFields() {
  return (
    <>
      <Field
        name="password"
        label="New password"
        hint={`At least ${PASSWORD_MIN} characters. A short phrase works well.`}
      >
        <Input type="password" autoComplete="new-password" />
      </Field>
      <Field name="again" label="Confirm new password">
        <Input type="password" autoComplete="new-password" />
      </Field>
    </>
  );
}
