import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PASSWORD_MIN } from "@/lib/identity/schemas";

/** Who opens an account, and the password that they choose. */
export function CredentialFields() {
  return (
    <>
      <Field name="name" label="Full name">
        <Input autoComplete="name" />
      </Field>
      <Field name="email" label="Email address">
        <Input type="email" autoComplete="username" inputMode="email" spellCheck={false} />
      </Field>
      <Field
        name="password"
        label="Password"
        hint={`At least ${PASSWORD_MIN} characters. A short phrase works well.`}
      >
        <Input type="password" autoComplete="new-password" />
      </Field>
    </>
  );
}
