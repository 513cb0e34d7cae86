"use client";

import { useContext, useEffect, useRef, type ReactNode } from "react";
import { Alert } from "./alert";
import { fieldId, FormContext } from "./form-context";
import Link from "./link";

/** What stopped the form, at its top; takes the focus when it appears so that nobody misses it. */
export function FormError({
  message,
  link,
  errors = {},
}: {
  message?: string;
  /** Where to go on from here. */
  link?: { readonly href: string; readonly label: string } | undefined;
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
      title={message ?? "Please check your entries"}
      actions={
        link && (
          <Link className="link" href={link.href}>
            {link.label}
          </Link>
        )
      }
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
