import { ActionForm } from "@/components/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Payee } from "@/lib/investing/taxes/payees";
import { STATES } from "@/lib/investing/taxes/schemas";
import { certifyTinAction } from "./actions";

type Facts = Payee["facts"];

/** What Form W-9 asks for. The fields of a person or of a business are shown by the choice above them, without a script. */
export function TaxForm({
  facts,
  isDeliveredElectronically,
}: {
  facts: Facts;
  isDeliveredElectronically: boolean;
}) {
  return (
    <ActionForm
      action={certifyTinAction}
      aria-labelledby="tax-facts"
      success="Saved. It counts from the next payout."
      className="group"
    >
      <RadioCards
        name="payeeKind"
        label="Who invests?"
        defaultValue={facts?.payeeKind ?? "INDIVIDUAL"}
        columns={2}
        options={[
          { value: "INDIVIDUAL", title: "I do", description: "An individual, with an SSN or ITIN." },
          { value: "BUSINESS", title: "A business", description: "A company or trust, with an EIN." },
        ]}
      />
      <Names facts={facts} />
      <Field name="tin" label="SSN, ITIN or EIN" hint="All nine digits, also when one is on file.">
        <Input inputMode="numeric" autoComplete="off" className="max-w-48 tnum" />
      </Field>
      <Address facts={facts} />
      <Checkbox
        name="isSubjectToWithholding"
        label="The IRS has notified me that I am subject to backup withholding"
        hint="Then we withhold 24% of your interest, certified or not."
        defaultChecked={facts?.isSubjectToWithholding ?? false}
      />
      <Checkbox
        name="isDeliveredElectronically"
        label="Send my tax forms here instead of on paper"
        hint="You can save and print them as PDF. Save this page without the check mark to get paper again; forms issued before stay as they are."
        defaultChecked={isDeliveredElectronically}
      />
      <Checkbox
        name="isCertified"
        label="Under penalties of perjury, I certify this"
        hint="The number is my correct taxpayer identification number, or I am waiting for one to be issued; I am not subject to backup withholding, unless marked above; I am a U.S. citizen or other U.S. person; any FATCA code is correct. Without this we must withhold 24% of your interest."
      />
      <div>
        <SubmitButton pendingLabel="Saving…">Save tax information</SubmitButton>
      </div>
    </ActionForm>
  );
}

function Names({ facts }: { facts: Facts }) {
  const isBusiness = facts?.payeeKind === "BUSINESS";
  return (
    <>
      <div className="hidden gap-5 group-has-[[value=INDIVIDUAL]:checked]:grid sm:grid-cols-2">
        <Field name="firstName" label="First and middle name" hint="As on your income tax return.">
          <Input autoComplete="given-name" defaultValue={facts?.firstName ?? ""} />
        </Field>
        <Field name="lastName" label="Last name">
          <Input autoComplete="family-name" defaultValue={isBusiness ? "" : facts?.name} />
        </Field>
      </div>
      <div className="hidden group-has-[[value=BUSINESS]:checked]:grid">
        <Field name="businessName" label="Name of the business" hint="As on its income tax return.">
          <Input autoComplete="organization" defaultValue={isBusiness ? facts.name : ""} />
        </Field>
      </div>
    </>
  );
}

function Address({ facts }: { facts: Facts }) {
  return (
    <>
      <Field name="street" label="Street address" hint="With the apartment or suite.">
        <Input autoComplete="street-address" defaultValue={facts?.street} />
      </Field>
      <div className="grid gap-5 sm:grid-cols-3">
        <Field name="city" label="City">
          <Input autoComplete="address-level2" defaultValue={facts?.city} />
        </Field>
        <Field name="state" label="State">
          <Select defaultValue={facts?.state ?? ""} autoComplete="address-level1">
            <option value="">Choose a state</option>
            {STATES.map((state) => (
              <option key={state}>{state}</option>
            ))}
          </Select>
        </Field>
        <Field name="zip" label="ZIP code">
          <Input inputMode="numeric" autoComplete="postal-code" defaultValue={facts?.zip} />
        </Field>
      </div>
    </>
  );
}
