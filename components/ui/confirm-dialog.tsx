"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef, type ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { Button, type ButtonLook } from "./button";

/**
 * A second look before a form is sent. Goes inside the form in place of its submit button; confirming submits that
 * form. It does nothing before hydration, on purpose: a dangerous act must not skip its question.
 */
export function ConfirmDialog({
  trigger,
  title,
  children,
  confirmLabel,
  cancelLabel = "Cancel",
  pendingLabel = "Sending…",
  variant = "primary",
  size,
}: {
  trigger: ReactNode;
  title: ReactNode;
  /** What will happen, with the amount, and whether it can be undone. */
  children: ReactNode;
  confirmLabel: ReactNode;
  cancelLabel?: ReactNode;
  pendingLabel?: ReactNode;
} & Pick<ButtonLook, "variant" | "size">) {
  const anchor = useRef<HTMLButtonElement>(null);
  const { pending } = useFormStatus();
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger
        ref={anchor}
        render={
          <Button variant={variant} size={size} aria-busy={pending || undefined} disabled={pending}>
            {pending ? pendingLabel : trigger}
          </Button>
        }
      />
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.5)]" />
        <AlertDialog.Popup className="fixed inset-x-4 top-1/2 z-50 mx-auto max-h-[90dvh] max-w-lg -translate-y-1/2 overflow-auto rounded-lg border bg-surface p-6 shadow-float">
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="mt-2">
            {children}
          </AlertDialog.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button variant="secondary">{cancelLabel}</Button>} />
            <AlertDialog.Close
              render={<Button variant={variant}>{confirmLabel}</Button>}
              onClick={() => anchor.current?.form?.requestSubmit()}
            />
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
