"use client";

import { ErrorMessage } from "@/components/error-message";
import { PlainPage } from "@/components/plain-page";

export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <PlainPage title="This page did not load">
      <ErrorMessage error={error} retry={retry} />
    </PlainPage>
  );
}
