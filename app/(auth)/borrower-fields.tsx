import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { cn } from "@/lib/cn";

/**
 * Whether a person or a business borrows. Shown by the choice above it in the same form, which has the class
 * `group`: CSS does it, so that it also works before any script has run.
 */
export function BorrowerFields({ always = false }: { always?: boolean }) {
  return (
    <div
      className={cn(
        "gap-5",
        always
          ? "grid"
          : "hidden group-has-[[value=BORROWER]:checked]:grid group-has-[[value=BOTH]:checked]:grid",
      )}
    >
      <RadioCards
        name="kind"
        label="Who is borrowing?"
        defaultValue="PERSON"
        columns={2}
        options={[
          { value: "PERSON", title: "I am", description: "An individual, in my own name." },
          { value: "BUSINESS", title: "My business", description: "A registered company or partnership." },
        ]}
      />
      <div className="hidden gap-5 group-has-[[value=BUSINESS]:checked]:grid">
        <Field name="legalName" label="Legal name of the business" hint="Exactly as registered.">
          <Input autoComplete="organization" />
        </Field>
        <Field
          name="registrationNumber"
          label="EIN"
          hint="The employer identification number of the business, for example 12-3456789. You enter it only once."
        >
          <Input autoComplete="off" spellCheck={false} inputMode="numeric" />
        </Field>
      </div>
    </div>
  );
}
