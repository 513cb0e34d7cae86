"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button, type ButtonLook } from "./button";
import { Icon } from "./icon";

/** A form's submit button. While the server answers it stays focusable, refuses a second click and says why. */
export function SubmitButton({
  pendingLabel = "Sending…",
  children,
  onClick,
  ...rest
}: Omit<ComponentProps<"button">, "type"> & ButtonLook & { pendingLabel?: string }) {
  const { pending } = useFormStatus();
  return (
    <>
      <Button
        {...rest}
        type="submit"
        aria-busy={pending || undefined}
        // aria-disabled, not disabled: a disabled button drops the focus of whoever pressed it.
        aria-disabled={pending || undefined}
        onClick={(event) => {
          if (pending) event.preventDefault();
          else onClick?.(event);
        }}
      >
        {pending && <Icon name="loader-circle" className="animate-spin" />}
        {pending ? pendingLabel : children}
      </Button>
      <span role="status" className="sr-only">
        {pending && pendingLabel}
      </span>
    </>
  );
}
