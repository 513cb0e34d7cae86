import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatMoney } from "@/components/ui/format-money";
import { MoneyInput } from "@/components/ui/money-input";
import { Select } from "@/components/ui/select";
import {
  getApplicant,
  getDraft,
  lendingLimits,
  type DraftView,
} from "@/lib/lending/application/draft-queries";
import { PURPOSES } from "@/lib/lending/application/schemas";
import { requireActor } from "@/lib/session";
import { amountStepAction } from "./actions";
import { DiscardDraft } from "./discard-draft";
import { StepFrame } from "./step-frame";
import { isStepDone, openStep, STEPS } from "./steps";

export const metadata: Metadata = { title: "Apply" };

export default async function ApplyPage() {
  const { borrowerId } = await requireActor("BORROWER");
  const [draft, { kind }, limits] = await Promise.all([
    getDraft(borrowerId),
    getApplicant(borrowerId),
    lendingLimits(),
  ]);
  return (
    <StepFrame
      kind={kind}
      number={1}
      draft={draft}
      description="Four short steps. Applying is free, without obligation, and does not affect your credit score."
      action={amountStepAction}
      before={draft && <Resume draft={draft} kind={kind} />}
    >
      <Field
        name="amount"
        label="Amount"
        hint={
          limits ? `From ${formatMoney(limits.least, "$")} to ${formatMoney(limits.most, "$")}.` : undefined
        }
      >
        <MoneyInput defaultValue={draft?.amount ?? ""} placeholder="5,000.00" />
      </Field>
      <Field name="purpose" label="Purpose" hint="It does not affect your rate.">
        <Select defaultValue={draft?.purpose ?? ""}>
          <option value="">Choose</option>
          {Object.entries(PURPOSES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
    </StepFrame>
  );
}

/** Somebody comes back to a draft that is further than this step. */
function Resume({ draft, kind }: { draft: DraftView; kind: keyof typeof STEPS }) {
  if (!isStepDone(draft, STEPS[kind][0])) return null;
  const { href, label } = openStep(draft, kind);
  return (
    <Alert
      title="You have a draft"
      className="mb-6"
      actions={
        <>
          <LinkButton href={href} size="sm">
            Continue with “{label}”
          </LinkButton>
          <DiscardDraft applicationId={draft.applicationId} />
        </>
      }
    >
      Your answers are saved. You can change them at each step.
    </Alert>
  );
}
