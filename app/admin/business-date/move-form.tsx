"use client";

import { useEffect } from "react";
import { ActionForm, useActionResult } from "@/components/action-form";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import { moveBusinessDateAction } from "./actions";

/** The distances to choose from, with the dates they lead to. */
export function MoveForm({
  targets,
  onAccepted,
}: {
  targets: { label: string; date: string }[];
  onAccepted: () => void;
}) {
  return (
    <ActionForm
      action={moveBusinessDateAction}
      success="Accepted. The worker will start shortly."
      aria-label="Move business date"
    >
      <OnAccepted tell={onAccepted} />
      <div className="group/target grid gap-5">
        <RadioCards
          name="target"
          label="How far"
          defaultValue={targets[0]?.date}
          options={[
            ...targets.map(({ label, date }) => ({
              value: date,
              title: label,
              aside: <DateText on={date} short className="font-normal text-muted" />,
            })),
            { value: "other", title: "A specific date" },
          ]}
        />
        {/* CSS shows it, so that it works before hydration. */}
        <Field name="toDate" label="Date" className="hidden group-has-[[value=other]:checked]/target:grid">
          <Input type="date" min={targets[0]?.date} />
        </Field>
      </div>
      <SubmitButton pendingLabel="Submitting…">Move business date</SubmitButton>
    </ActionForm>
  );
}

function OnAccepted({ tell }: { tell: () => void }) {
  const { status } = useActionResult();
  // Refetches right after acceptance instead of at the next poll.
  useEffect(() => {
    if (status === "ok") tell();
  }, [status, tell]);
  return null;
}
