"use client";

import { ErrorMessage } from "@/components/error-message";
import { PlainPage } from "@/components/plain-page";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PlainPage title="This page did not load">
      <ErrorMessage error={error} retry={reset} />
    </PlainPage>
  );
}
