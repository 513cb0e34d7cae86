"use client";

import { useEffect } from "react";
import { Button, LinkButton } from "./ui/button";
import { CopyButton } from "./ui/copy-button";

/** What to do after something broke, with the reference under which our log knows it. */
export function ErrorMessage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(() => document.getElementById("main")?.focus(), []);
  return (
    <>
      <p>
        Something went wrong on our side. Money moves only when a step is complete, so nothing was left
        unfinished. Try again. If the problem continues, contact us with the reference.
      </p>
      {error.digest && (
        <p className="mt-3 flex items-center gap-1 text-muted">
          Reference <code className="figures text-ink">{error.digest}</code>
          <CopyButton text={error.digest} label="Copy the reference" />
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-3">
        <Button onClick={retry}>Try again</Button>
        <LinkButton href={contactHref(error.digest)} variant="secondary">
          Contact us
        </LinkButton>
      </div>
    </>
  );
}

function contactHref(digest: string | undefined) {
  return digest ? `/contact?topic=error&reference=${encodeURIComponent(digest)}` : "/contact?topic=error";
}
