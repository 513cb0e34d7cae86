"use client";

import { useEffect, useState, type RefObject } from "react";
import { Alert } from "./ui/alert";
import { refill, takeUnsent } from "./unsent-form";

/** In a form: what was typed before the session ended is put back, and a sentence says so. */
export function CameBack({ form }: { form: RefObject<HTMLFormElement | null> }) {
  const [missing, setMissing] = useState<readonly string[] | null>(null);
  useEffect(() => {
    const element = form.current;
    const unsent = element && takeUnsent(element);
    if (!unsent) return;
    refill(element, unsent.answers);
    // A choice may add fields, which are there after the next paint.
    requestAnimationFrame(() => {
      refill(element, unsent.answers);
      setMissing(unsent.secrets);
    });
  }, [form]);
  if (!missing) return null;
  return (
    <Alert role="status" title="You are signed in again">
      Your entries have been restored. Nothing has been submitted yet.
      {missing.length > 0 &&
        ` For your security, we did not keep these entries. Enter them again: ${missing.join(", ")}.`}
    </Alert>
  );
}
