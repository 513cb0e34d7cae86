"use client";

import { useEffect } from "react";
import { ActionForm, useActionResult } from "@/components/action-form";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import { moveBusinessDateAction } from "./actions";

/** How far, as the dates that come of it. */
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
      success="Accepted. The worker begins in a moment."
      aria-label="Move the business date"
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
            { value: "other", title: "To a date" },
          ]}
        />
        {/* Shown by the choice above without script, so it is also there before hydration. */}
        <Field name="toDate" label="Date" className="hidden group-has-[[value=other]:checked]/target:grid">
          <Input type="date" min={targets[0]?.date} />
        </Field>
      </div>
      <SubmitButton pendingLabel="Asking for it…">Move the business date</SubmitButton>
    </ActionForm>
  );
}

function OnAccepted({ tell }: { tell: () => void }) {
  const { status } = useActionResult();
  // A fresh look at the server right after it accepted, instead of at the next tick of the poll.
  useEffect(() => {
    if (status === "ok") tell();
  }, [status, tell]);
  return null;
}
