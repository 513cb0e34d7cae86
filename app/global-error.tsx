"use client";

import { ErrorMessage } from "@/components/error-message";
import { LegalLinks } from "@/components/legal-links";
import "./globals.css";

/** Replaces the root layout when that layout itself failed, hence its own document. */
export default function GlobalError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Modern Lending</title>
        <main id="main" tabIndex={-1} className="mx-auto max-w-md px-4 py-16 outline-none">
          <h1 className="mb-4 text-2xl font-semibold tracking-tight">Modern Lending did not load</h1>
          <ErrorMessage error={error} retry={retry} />
          <footer className="mt-10 text-sm text-muted">
            <LegalLinks />
          </footer>
        </main>
      </body>
    </html>
  );
}
