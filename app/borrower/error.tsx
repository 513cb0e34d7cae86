"use client";

import { ErrorMessage } from "@/components/error-message";
import { PageHeader } from "@/components/ui/page-header";

export default function BorrowerError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <>
      <PageHeader title="This page did not load" />
      <div className="max-w-prose">
        <ErrorMessage error={error} retry={retry} />
      </div>
    </>
  );
}
