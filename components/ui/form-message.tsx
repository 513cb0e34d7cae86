"use client";

import { useContext, useEffect, useRef, type ReactNode } from "react";
import { Alert } from "./alert";
import { fieldId, FormContext } from "./form-context";

/** What stopped the form, at its top; takes the focus when it appears so that nobody misses it. */
export function FormError({
  message,
  errors = {},
}: {
  message?: string;
  errors?: Record<string, string[] | undefined>;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const form = useContext(FormContext);
  const list = Object.entries(errors).filter(([, messages]) => messages?.length);
  useEffect(() => ref.current?.focus(), [message, errors]);
  return (
    <Alert
      ref={ref}
      tabIndex={-1}
      role="alert"
      tone="failed"
      title={message ?? "Please check what you entered"}
    >
      {list.length > 0 && (
        <ul className="list-disc pl-5">
          {list.map(([name, messages]) => (
            <li key={name}>
              <a className="link" href={`#${fieldId(form, "", name)}`}>
                {messages?.join(" ")}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

export function FormSuccess({ children }: { children: ReactNode }) {
  return (
    <Alert role="status" tone="posted" className="text-posted">
      {children}
    </Alert>
  );
}
