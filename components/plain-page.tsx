import type { ReactNode } from "react";
import { Brand } from "./brand";
import { LegalLinks } from "./legal-links";

/** A page with one message: signing in, an error, nothing found. */
export function PlainPage({
  title,
  description,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-md flex-col px-4 py-8 sm:py-16">
      <header>
        <Brand />
      </header>
      <main id="main" tabIndex={-1} className="mt-10 outline-none">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {description && <div className="mt-2 text-muted">{description}</div>}
        {children && <div className="mt-6">{children}</div>}
      </main>
      <footer className="no-print mt-auto pt-10 text-sm text-muted">
        <LegalLinks />
      </footer>
    </div>
  );
}
