import type { ReactNode } from "react";

/** A statement or agreement as a sheet: on screen a page, on paper the letter itself. */
export function Letterhead({
  title,
  sender = "Modern Lending",
  facts,
  children,
}: {
  title: ReactNode;
  sender?: ReactNode;
  /** Recipient, date, period, reference; shown at the top right. */
  facts?: ReactNode;
  children: ReactNode;
}) {
  return (
    <article className="mx-auto max-w-3xl rounded-lg border bg-surface p-4 sm:p-10 print:max-w-none print:border-0 print:p-0">
      <header className="mb-8 flex flex-wrap items-start justify-between gap-x-8 gap-y-4 border-b-2 border-ink pb-4">
        <div>
          <p className="font-semibold">{sender}</p>
          <h2 className="mt-4 text-xl font-semibold">{title}</h2>
        </div>
        {facts && <div className="text-sm sm:text-right">{facts}</div>}
      </header>
      {children}
    </article>
  );
}
