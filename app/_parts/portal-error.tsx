"use client";

import { ErrorMessage } from "@/components/error-message";
import { PageHeader } from "@/components/ui/page-header";

/** Inside the frame of a portal, in place of a page that threw. */
export function PortalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <>
      <PageHeader title="This page did not load" />
      <div className="max-w-prose">
        <ErrorMessage error={error} retry={retry} />
      </div>
    </>
  );
}
