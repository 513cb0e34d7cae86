import type { Metadata } from "next";
import type { ReactNode } from "react";
import Link from "@/components/ui/link";
import { ActionForm } from "@/components/action-form";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { formatMoney } from "@/components/ui/format-money";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { Stepper } from "@/components/ui/stepper";
import { SubmitButton } from "@/components/ui/submit-button";
import { ENTITY_TYPES, OWNER_NUMBERS } from "@/lib/lending/credit/business-answers";
import { CERTIFICATION_TEXT, CONSENT_TEXT } from "@/lib/lending/credit/consent";
import {
  getApplicant,
  getDraft,
  type ApplicantView,
  type DraftView,
} from "@/lib/lending/application/draft-queries";
import { EMPLOYMENTS, PURPOSES } from "@/lib/lending/application/schemas";
import { STATES } from "@/lib/lending/terms/states";
import { requireActor } from "@/lib/session";
import { sendApplicationAction } from "../actions";
import { openStep, STEPS, stepsOf } from "../steps";

export const metadata: Metadata = { title: "Apply: review" };

const MISSING = "Missing";
type Item = { label: string; value: ReactNode };

export default async function ReviewPage() {
  const { borrowerId } = await requireActor("BORROWER");
  const [draft, applicant] = await Promise.all([getDraft(borrowerId), getApplicant(borrowerId)]);
  const { kind } = applicant;
  const steps = STEPS[kind];
  const open = openStep(draft, kind);
  const answers = kind === "BUSINESS" ? businessAnswers(draft, applicant) : personAnswers(draft);
  return (
    <div className="mx-auto max-w-2xl">
      <Stepper steps={stepsOf(draft, kind)} current={4} />
      <PageHeader
        title="Review"
        description={
          kind === "BUSINESS"
            ? "Please review your answers. After you submit the application, we decide, usually within a minute."
            : "Please review your answers. After you submit the application, we contact the credit bureau and decide, usually within a minute."
        }
      />
      <div className="grid grid-cols-1 gap-6">
        {steps.slice(0, 3).map((step, index) => (
          <Card key={step.href} aria-labelledby={`step-${index}`}>
            <CardHeader
              id={`step-${index}`}
              title={step.label}
              actions={
                <Link href={step.href} className="link">
                  Change<span className="sr-only"> {step.label.toLowerCase()}</span>
                </Link>
              }
            />
            <CardBody>
              <KeyValueList items={answers[index] ?? []} />
            </CardBody>
          </Card>
        ))}
        {draft && open === steps[3] ? (
          <ActionForm action={sendApplicationAction} aria-label="Step 4 of 4">
            <input type="hidden" name="applicationId" value={draft.applicationId} />
            <p className="text-muted">{kind === "BUSINESS" ? CERTIFICATION_TEXT : CONSENT_TEXT}</p>
            <div className="flex flex-wrap gap-3">
              <SubmitButton pendingLabel="Sending…">Submit application</SubmitButton>
              <LinkButton href={steps[2].href} variant="secondary">
                Back
              </LinkButton>
            </div>
          </ActionForm>
        ) : (
          <Alert
            tone="pending"
            title="Some answers are missing"
            actions={<LinkButton href={open.href}>Go to “{open.label}”</LinkButton>}
          >
            Your other answers are saved.
          </Alert>
        )}
      </div>
    </div>
  );
}

function amountAnswers(draft: DraftView | null): Item[] {
  return [
    { label: "Amount", value: money(draft?.amount) },
    { label: "Purpose", value: wordsOf(PURPOSES, draft?.purpose) },
  ];
}

function personAnswers(draft: DraftView | null): Item[][] {
  const years = draft?.employedYears;
  return [
    amountAnswers(draft),
    [
      { label: "Monthly income before tax", value: money(draft?.monthlyIncome) },
      { label: "Monthly housing cost", value: money(draft?.monthlyHousing) },
      { label: "Employment", value: wordsOf(EMPLOYMENTS, draft?.employment) },
      { label: "Years in this job", value: years === "0" ? "less than one" : (years ?? MISSING) },
    ],
    [
      {
        label: "Social Security number or ITIN",
        value: draft?.hasTaxId ? `ending in ${draft.taxIdLast4}` : MISSING,
      },
      { label: "Soft credit check", value: draft?.hasConsented ? "agreed" : MISSING },
    ],
  ];
}

function businessAnswers(draft: DraftView | null, { legalName, ein, userName }: ApplicantView): Item[][] {
  const business = draft?.business ?? {};
  const owners = OWNER_NUMBERS.flatMap((number) => {
    const [name, share] = [business[`owner${number}Name`], business[`owner${number}Share`]];
    return name || share ? [`${name ?? MISSING}, ${share ? `${share}%` : MISSING}`] : [];
  });
  const { formedOn, controlName, controlTitle, signerTitle } = business;
  return [
    amountAnswers(draft),
    [
      { label: "Legal name", value: legalName },
      { label: "EIN", value: ein ?? MISSING },
      { label: "Legal form", value: wordsOf(ENTITY_TYPES, business.entityType) },
      { label: "Formed on", value: formedOn ? <DateText on={formedOn} /> : MISSING },
      { label: "Formed in", value: wordsOf(STATES, business.formationState) },
      { label: "Annual revenue", value: money(business.annualRevenue) },
      { label: "Monthly payments on other debts", value: money(business.monthlyDebtPayments) },
    ],
    [
      { label: "Owners of 25% or more", value: owners.join("; ") || "none" },
      {
        label: "Control person",
        value: controlName && controlTitle ? `${controlName}, ${controlTitle}` : MISSING,
      },
      { label: "Signer", value: signerTitle ? `${userName}, ${signerTitle}` : MISSING },
      { label: "Statement", value: draft?.hasConsented ? "confirmed" : MISSING },
    ],
  ];
}

function money(amount: string | null | undefined) {
  return amount ? formatMoney(amount, "$") : MISSING;
}

function wordsOf(words: Record<string, string>, key: string | null | undefined) {
  return (key && words[key]) || MISSING;
}
