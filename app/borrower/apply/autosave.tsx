"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { keepingUnsent, unsentOf } from "@/components/unsent-form";
import { IDLE } from "@/lib/action-result";
import type { Unsent } from "@/components/unsent-rules";
import { keepTypedAction } from "./actions";

const PAUSE_MS = 400;

type Typed = { typed: FormData; unsent: Unsent };

/** Keeps what is typed into the form around it, a moment after the last key. Says so, and says when it could not. */
export function Autosave() {
  const anchor = useRef<HTMLParagraphElement>(null);
  const { mutate, status } = useMutation({
    mutationFn: async ({ typed, unsent }: Typed) => {
      const result = await keepingUnsent(unsent, () => keepTypedAction(IDLE, typed));
      if (result.status !== "ok") throw new Error("The draft was not saved.");
    },
    // One after the other, so that the last one typed is the last one kept.
    scope: { id: "draft" },
  });

  useEffect(() => {
    const form = anchor.current?.closest("form");
    if (!form) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting: Typed | undefined;
    const keep = () => {
      clearTimeout(timer);
      if (waiting) mutate(waiting);
      waiting = undefined;
    };
    const onInput = () => {
      clearTimeout(timer);
      waiting = { typed: ownFields(form), unsent: unsentOf(form) };
      timer = setTimeout(keep, PAUSE_MS);
    };
    // Sending the step keeps it anyway.
    const onSubmit = () => {
      clearTimeout(timer);
      waiting = undefined;
    };
    form.addEventListener("input", onInput);
    form.addEventListener("submit", onSubmit);
    return () => {
      form.removeEventListener("input", onInput);
      form.removeEventListener("submit", onSubmit);
      keep();
    };
  }, [mutate]);

  return (
    <p ref={anchor} role="status" className="text-sm text-muted">
      {WORDS[status]}
    </p>
  );
}

const WORDS = {
  idle: "Your answers are saved automatically.",
  pending: "Saving…",
  success: "Saved",
  error:
    "Not saved yet because we could not reach the server. Your answers are also saved when you continue.",
} as const;

/** React adds its own fields for the form before hydration. */
function ownFields(form: HTMLFormElement) {
  const data = new FormData(form);
  for (const name of [...data.keys()]) if (name.startsWith("$ACTION_")) data.delete(name);
  return data;
}
