import type { Metadata } from "next";
import { METHOD, termWords } from "@/app/_parts/loan-words";
import { ESignGate } from "@/app/_portal/e-sign-gate";
import { ActionForm } from "@/components/action-form";
import { AgreementText } from "@/components/agreement-text";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { getOffer, type OfferPage as Offer } from "@/lib/lending/application/application-queries";
import { requireActor } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { acceptOfferAction } from "./actions";
import { DisclosureBox } from "./disclosure-box";
import { SchedulePreview } from "./schedule-preview";

export const metadata: Metadata = { title: "Offer" };

export default async function OfferPage({ params }: PageProps<"/borrower/offers/[id]">) {
  const { borrowerId, userId } = await requireActor("BORROWER");
  const offer = await found(getOffer(borrowerId, (await params).id));
  const { applicationId, termMonths, method, amount, state } = offer;
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            items={[
              { label: "Overview", href: "/borrower" },
              { label: "Offers", href: `/borrower/applications/${applicationId}` },
              { label: "This offer" },
            ]}
          />
        }
        title={
          <>
            <Money amount={amount} sign /> over {termWords(termMonths)}
          </>
        }
        description={`${METHOD[method].name}. ${METHOD[method].sentence}`}
      />
      <div className="grid grid-cols-1 gap-8">
        <NotOpen offer={offer} />
        <CheaperOffer offer={offer} />
        {state === "open" ? (
          <ESignGate userId={userId}>
            <Contract offer={offer} />
          </ESignGate>
        ) : (
          <DisclosureBox offer={offer} />
        )}
      </div>
    </>
  );
}

/** The disclosure, the schedule and the agreement as of today, and the place to sign: only an open offer can be signed today. */
function Contract({ offer }: { offer: Offer }) {
  return (
    <>
      <DisclosureBox offer={offer} />
      <SchedulePreview offer={offer} />
      <CommercialDisclosure offer={offer} />
      <Card aria-labelledby="agreement">
        <CardHeader
          id="agreement"
          title="The agreement"
          description="The complete text that you sign. A copy is kept in your documents."
        />
        <CardBody>
          {/* Focusable, so that it can be scrolled with the keyboard. */}
          <div
            tabIndex={0}
            role="region"
            aria-label="Text of the agreement"
            className="max-h-128 overflow-y-auto rounded-md border p-4 sm:p-6 print:max-h-none"
          >
            <AgreementText body={offer.agreement} />
          </div>
        </CardBody>
      </Card>
      <Sign offer={offer} />
    </>
  );
}

/** A business reads and signs a disclosure of its offer too; it can save it before it signs. */
function CommercialDisclosure({ offer: { isBusiness, disclosure } }: { offer: Offer }) {
  if (!isBusiness) return null;
  if (!disclosure)
    return (
      <Alert tone="pending" title="The disclosure of this offer is being prepared">
        Reload this page in a minute, and read it before you sign.
      </Alert>
    );
  return (
    <Card aria-labelledby="commercial-disclosure">
      <CardHeader
        id="commercial-disclosure"
        title="The disclosure"
        description="What this offer costs the business. You sign it together with the agreement."
        actions={
          <a
            href={`/api/documents/issued/${disclosure.id}`}
            download
            className={buttonStyle({ variant: "secondary", size: "sm" })}
          >
            Save as PDF
          </a>
        }
      />
      <CardBody>
        <div
          tabIndex={0}
          role="region"
          aria-label="Text of the disclosure"
          className="max-h-128 overflow-y-auto rounded-md border p-4 sm:p-6 print:max-h-none"
        >
          <AgreementText body={disclosure.text} />
        </div>
      </CardBody>
    </Card>
  );
}

function Sign({ offer }: { offer: Offer }) {
  return (
    <Card aria-labelledby="sign">
      <CardHeader
        id="sign"
        title="Sign"
        description="Typing your name has the same effect as signing on paper. Next, choose where we send the money."
      />
      <CardBody>
        <ActionForm action={acceptOfferAction} aria-label="Sign the agreement">
          <input type="hidden" name="offerId" value={offer.id} />
          <Checkbox name="agree" label="I have read the disclosure and the agreement, and I agree to them." />
          <Field
            name="signedName"
            label="Your full name"
            hint={
              offer.signerName === offer.borrowerName
                ? `Your legal name, as in the agreement: ${offer.signerName}`
                : `Your legal name, as in the agreement: ${offer.signerName}. You sign for ${offer.borrowerName}.`
            }
          >
            <Input autoComplete="name" className="max-w-md" />
          </Field>
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton pendingLabel="Signing…">Sign and accept</SubmitButton>
            <LinkButton href={`/borrower/applications/${offer.applicationId}`} variant="secondary">
              Back to all offers
            </LinkButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

function CheaperOffer({ offer: { state, cheaper, termMonths } }: { offer: Offer }) {
  if (state !== "open" || !cheaper) return null;
  return (
    <Alert
      tone="pending"
      title="A cheaper loan with the same amount and term is available"
      actions={
        <LinkButton href={`/borrower/offers/${cheaper.id}`} variant="secondary" size="sm">
          View the cheaper offer
        </LinkButton>
      }
    >
      This loan costs <Money amount={cheaper.saves} sign /> more than the loan with{" "}
      {METHOD[cheaper.method].name.toLowerCase()} over {termWords(termMonths)}.
    </Alert>
  );
}

function NotOpen({ offer }: { offer: Offer }) {
  const { state, expiresOn, loanId } = offer;
  if (state === "open")
    return (
      <p>
        This offer is open until <DateText on={expiresOn} className="font-medium" />.
      </p>
    );
  if (state === "accepted")
    return (
      <Alert
        tone="posted"
        title="You have accepted this offer"
        actions={<LinkButton href={`/borrower/loans/${loanId}`}>Open the loan</LinkButton>}
      >
        The loan’s page has the agreement you signed and the schedule.
      </Alert>
    );
  if (state === "expired")
    return (
      <Alert
        tone="voided"
        title="This offer has expired"
        actions={<LinkButton href="/borrower/apply">Apply again</LinkButton>}
      >
        It was open until <DateText on={expiresOn} />. A new application gives you offers at today’s rates.
      </Alert>
    );
  return (
    <Alert
      tone="voided"
      title="This offer is closed"
      actions={
        <LinkButton href={`/borrower/applications/${offer.applicationId}`}>
          Back to the application
        </LinkButton>
      }
    >
      You accepted another offer or withdrew the application.
    </Alert>
  );
}
