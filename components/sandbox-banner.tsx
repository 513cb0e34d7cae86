import type { ReactNode } from "react";
import { RefreshWhileLoading } from "./refresh-while-loading";
import { DateText } from "./ui/date-text";
import { Icon } from "./ui/icon";

type Loading = { status: "loading" | "stopped"; months: number; of: number };

/**
 * On every page in sandbox mode: nothing here is real, and this is its date. `loading` says how much of the sample data is there,
 * until all of it is. `children` takes the administrator's date control.
 */
export function SandboxBanner({
  businessDate,
  loading,
  children,
}: {
  businessDate: string;
  loading: Loading | null;
  children?: ReactNode;
}) {
  return (
    <aside
      aria-label="Sandbox"
      className="no-print border-b border-pending/40 bg-pending-soft text-sm text-pending"
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-1.5 sm:px-6">
        <p>
          <Icon name="flask-conical" className="mr-2 inline size-4 align-text-bottom" />
          <strong className="font-semibold">Sandbox.</strong> No real money moves. Today is{" "}
          <DateText on={businessDate} className="font-semibold" />.
        </p>
        {loading && <p>{sentence(loading)}</p>}
        {loading?.status === "loading" && <RefreshWhileLoading />}
        {children}
      </div>
    </aside>
  );
}

function sentence({ status, months, of }: Loading): string {
  return status === "loading"
    ? `Sample data is loading: ${months} of ${of} months.`
    : `Sample data stopped loading after ${months} of ${of} months. Restart the sandbox to continue.`;
}
