import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Why somebody does what a form is for. */
export function ReasonField({ hint = "Recorded in the audit log with your name." }: { hint?: string }) {
  return (
    <Field name="reason" label="Reason" hint={hint}>
      <Input maxLength={300} />
    </Field>
  );
}
