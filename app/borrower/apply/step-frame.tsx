import type { ReactNode } from "react";
import { ActionForm, type FormAction } from "@/components/action-form";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Stepper } from "@/components/ui/stepper";
import { SubmitButton } from "@/components/ui/submit-button";
import type { DraftView } from "@/lib/lending/application/draft-queries";
import { Autosave } from "./autosave";
import { STEPS, stepsOf } from "./steps";
import { QueryProvider } from "@/components/query-provider";

/** One step: where we are, its questions, back and on. */
export function StepFrame({
  kind,
  number,
  draft,
  description,
  action,
  before,
  children,
}: {
  kind: keyof typeof STEPS;
  number: 1 | 2 | 3;
  draft: DraftView | null;
  description: string;
  action: FormAction<void>;
  /** Above the form: what else the person should know. */
  before?: ReactNode;
  children: ReactNode;
}) {
  const steps = STEPS[kind];
  const step = steps[number - 1]!;
  const previous = steps[number - 2];
  return (
    <div className="mx-auto max-w-2xl">
      <Stepper steps={stepsOf(draft, kind)} current={number} />
      <PageHeader title={step.label} description={description} />
      {before}
      <ActionForm action={action} aria-label={`Step ${number} of ${steps.length}`}>
        {children}
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton pendingLabel="Saving…">Continue</SubmitButton>
          {previous && (
            <LinkButton href={previous.href} variant="secondary">
              Back
            </LinkButton>
          )}
          <QueryProvider>
            <Autosave />
          </QueryProvider>
        </div>
      </ActionForm>
    </div>
  );
}
