"use client";

import {
  createContext,
  startTransition,
  useActionState,
  useContext,
  useId,
  useRef,
  type ReactNode,
  type SubmitEvent,
} from "react";
import type { ActionResult } from "@/lib/action-result";
import { cn } from "@/lib/cn";
import { CameBack } from "./came-back";
import { FormContext } from "./ui/form-context";
import { FormError, FormSuccess } from "./ui/form-message";
import { keepingUnsent, unsentOf } from "./unsent-form";
import type { Unsent } from "./unsent-rules";

export type FormAction<Data> = (
  previous: ActionResult<Data>,
  formData: FormData,
) => Promise<ActionResult<Data>>;

const NO_ERRORS = {};
const ResultContext = createContext<ActionResult<unknown>>({ status: "idle" });

/** The last answer of the form around a client component, for what a page shows besides the errors. */
export function useActionResult<Data>() {
  return useContext(ResultContext) as ActionResult<Data>;
}

/**
 * A form over a server action. Before hydration it is a plain form post. After it, the data is sent from onSubmit,
 * because React empties a form whose `action` has run, and nothing a person typed may be lost when we refuse it, nor
 * when their session has ended: then it waits until they are back from the sign-in page.
 */
export function ActionForm<Data>({
  action,
  success,
  className,
  children,
  ...rest
}: {
  action: FormAction<Data>;
  /** Shown above the fields once the action has answered ok; a page that redirects needs none. */
  success?: ReactNode;
  className?: string;
  children: ReactNode;
  "aria-label"?: string;
  "aria-labelledby"?: string;
}) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const sent = useRef<Unsent>(null);
  // Rendered on the server it must be the action itself, which alone can be posted to before hydration.
  const run: FormAction<Data> =
    typeof window === "undefined"
      ? action
      : (previous, data) => keepingUnsent(sent.current, () => action(previous, data));
  const [result, submit, pending] = useActionState(run, { status: "idle" } as Awaited<ActionResult<Data>>);
  const errors = result.status === "invalid" ? result.fieldErrors : NO_ERRORS;

  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const formData = new FormData(event.currentTarget, event.nativeEvent.submitter);
    sent.current = unsentOf(event.currentTarget);
    startTransition(() => submit(withoutFrameworkFields(formData)));
  }

  return (
    // noValidate: the server's sentences are better than the browser's bubbles and stay on screen.
    <form
      {...rest}
      ref={form}
      action={submit}
      onSubmit={send}
      noValidate
      aria-busy={pending || undefined}
      className={cn("grid gap-5", className)}
    >
      <FormContext value={{ id, pending, errors }}>
        <CameBack form={form} />
        {result.status === "refused" && <FormError message={result.message} />}
        {result.status === "invalid" && <FormError errors={errors} />}
        {result.status === "ok" && success && <FormSuccess>{success}</FormSuccess>}
        <ResultContext value={result}>{children}</ResultContext>
      </FormContext>
    </form>
  );
}

/** Drops the `$ACTION_…` fields that React rendered for the post before hydration; the action gets only ours. */
function withoutFrameworkFields(formData: FormData) {
  for (const name of [...formData.keys()]) if (name.startsWith("$ACTION_")) formData.delete(name);
  return formData;
}
