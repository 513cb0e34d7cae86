import type { Metadata } from "next";
import Link from "@/components/ui/link";
import { ActionForm } from "@/components/action-form";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatMoney } from "@/components/ui/format-money";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { Stepper } from "@/components/ui/stepper";
import { SubmitButton } from "@/components/ui/submit-button";
import { CONSENT_TEXT } from "@/lib/lending/consent";
import { getDraft, type DraftView } from "@/lib/lending/draft-queries";
import { EMPLOYMENTS, PURPOSES } from "@/lib/lending/schemas";
import { requireActor } from "@/lib/session";
import { sendApplicationAction } from "../actions";
import { openStep, STEPS, stepsOf } from "../steps";

export const metadata: Metadata = { title: "Apply: review" };

const MISSING = "missing";

export default async function ReviewPage() {
  const { borrowerId } = await requireActor("BORROWER");
  const draft = await getDraft(borrowerId);
  const open = openStep(draft);
  return (
    <div className="mx-auto max-w-2xl">
      <Stepper steps={stepsOf(draft)} current={4} />
      <PageHeader
        title="Review"
        description="Please look it over. After you send it we ask the credit bureau and decide, usually within a minute."
      />
      <div className="grid grid-cols-1 gap-6">
        {STEPS.slice(0, 3).map((step, index) => (
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
              <KeyValueList items={answers(draft)[index] ?? []} />
            </CardBody>
          </Card>
        ))}
        {draft && open === STEPS[3] ? (
          <ActionForm action={sendApplicationAction} aria-label="Step 4 of 4">
            <input type="hidden" name="applicationId" value={draft.applicationId} />
            <p className="text-muted">{CONSENT_TEXT}</p>
            <div className="flex flex-wrap gap-3">
              <SubmitButton pendingLabel="Sending…">Send application</SubmitButton>
              <LinkButton href={STEPS[2].href} variant="secondary">
                Back
              </LinkButton>
            </div>
          </ActionForm>
        ) : (
          <Alert
            tone="pending"
            title="Something is still missing"
            actions={<LinkButton href={open.href}>Go to “{open.label}”</LinkButton>}
          >
            The rest is kept.
          </Alert>
        )}
      </div>
    </div>
  );
}

function answers(draft: DraftView | null) {
  const money = (amount: string | null | undefined) => (amount ? formatMoney(amount, "$") : MISSING);
  const years = draft?.employedYears;
  return [
    [
      { label: "Amount", value: money(draft?.amount) },
      { label: "Purpose", value: wordsOf(PURPOSES, draft?.purpose) },
    ],
    [
      { label: "Monthly income before tax", value: money(draft?.monthlyIncome) },
      { label: "Monthly housing cost", value: money(draft?.monthlyHousing) },
      { label: "Employment", value: wordsOf(EMPLOYMENTS, draft?.employment) },
      { label: "Years in this employment", value: years === "0" ? "less than one" : (years ?? MISSING) },
    ],
    [
      { label: "Last four digits of your tax id", value: draft?.taxIdLast4 ?? MISSING },
      { label: "Soft credit check", value: draft?.hasConsented ? "agreed" : MISSING },
    ],
  ];
}

function wordsOf(words: Record<string, string>, key: string | null | undefined) {
  return (key && words[key]) || MISSING;
}
