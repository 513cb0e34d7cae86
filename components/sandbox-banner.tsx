import { FlaskConical } from "lucide-react";
import type { ReactNode } from "react";
import { DateText } from "./ui/date-text";

/** On every page in sandbox mode: nothing here is real, and this is its date. `children` takes the administrator's date control. */
export function SandboxBanner({ businessDate, children }: { businessDate: string; children?: ReactNode }) {
  return (
    <aside
      aria-label="Sandbox"
      className="no-print border-b border-pending/40 bg-pending-soft text-sm text-pending"
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-1.5 sm:px-6">
        <p>
          <FlaskConical aria-hidden className="mr-2 inline size-4 align-text-bottom" />
          <strong className="font-semibold">Sandbox.</strong> No real money moves. Today is{" "}
          <DateText on={businessDate} className="font-semibold" />.
        </p>
        {children}
      </div>
    </aside>
  );
}
