import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { payeeOf, type Payee } from "@/lib/investing/taxes/payees";
import { requireActor } from "@/lib/session";
import { TaxForm } from "./tax-form";
import { TaxForms } from "./tax-forms";

export const metadata: Metadata = { title: "Tax information" };

export default async function TaxPage() {
  const { userId } = await requireActor("INVESTOR");
  const payee = await payeeOf(userId);
  return (
    <>
      <PageHeader
        title="Tax information"
        description="What Form W-9 asks for. We report your interest to the IRS under this name and number."
      />
      <div className="grid max-w-3xl gap-6">
        {payee.isWithheld && <Withheld payee={payee} />}
        {payee.facts && <OnFile payee={payee} facts={payee.facts} />}
        <Card aria-labelledby="tax-facts">
          <CardHeader
            id="tax-facts"
            title={payee.facts ? "Change it" : "Enter it"}
            description="We keep the number encrypted and show its last four digits only."
          />
          <CardBody>
            <TaxForm facts={payee.facts} isDeliveredElectronically={payee.isDeliveredElectronically} />
          </CardBody>
        </Card>
        <TaxForms userId={userId} />
      </div>
    </>
  );
}

const REASONS = {
  missing: "We have no taxpayer identification number for you. Enter it below.",
  given: "You have not certified your taxpayer identification number. Certify it below.",
  mismatch: "The IRS could not match your name and number. Check them and certify them again.",
  certified: "The IRS has notified you that you are subject to backup withholding.",
} as const;

function Withheld({ payee: { status, hasSecondNotice } }: { payee: Payee }) {
  return (
    <Alert tone="pending" title="We must withhold 24% of your interest">
      {REASONS[status]}
      {hasSecondNotice &&
        " This is the second notice: send us the validation that the Social Security Administration or the IRS gives you."}
    </Alert>
  );
}

function OnFile({
  payee: { status, isDeliveredElectronically },
  facts,
}: {
  payee: Payee;
  facts: NonNullable<Payee["facts"]>;
}) {
  const { firstName, name, tinKind, tinLast4, street, city, state, zip, givenOn } = facts;
  return (
    <Card aria-labelledby="on-file">
      <CardHeader id="on-file" title="On file" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Name on the tax return", value: firstName === null ? name : `${firstName} ${name}` },
            { label: tinKind === "EIN" ? "EIN" : "SSN or ITIN", value: `Ending in ${tinLast4}` },
            { label: "Address", value: `${street}, ${city}, ${state} ${zip}` },
            { label: "Certified", value: status === "certified" ? <DateText on={givenOn} /> : "No" },
            { label: "Tax forms", value: isDeliveredElectronically ? "Here" : "On paper" },
          ]}
        />
      </CardBody>
    </Card>
  );
}
